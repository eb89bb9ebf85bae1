package org.shootdown.findings;

import java.util.function.Predicate;
import org.shootdown.catalogue.Scenario;

/**
 * Answers that changed when a model was corrected against the source of the kernel or of a patch.
 *
 * @param what what the model said before, and what the source says
 * @param source where it says so
 * @param nowUnsafe which scenarios were SAFE before and are UNSAFE now; no answer ever changed the other way
 */
public record Change(String what, String source, Predicate<Scenario> nowUnsafe) {}
