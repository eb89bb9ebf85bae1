package org.shootdown.report.html;

import java.util.Optional;
import org.shootdown.check.explore.Trace;

/**
 * What became of a scenario when one synchronising step was left out.
 *
 * @param scenario the scenario's name
 * @param step the step that was left out, as traces print it
 * @param source its Java line
 * @param allowed what the removal allows; empty if nothing, which makes the step redundant there
 */
public record NecessityRow(String scenario, String step, String source, Optional<Trace> allowed) {}
