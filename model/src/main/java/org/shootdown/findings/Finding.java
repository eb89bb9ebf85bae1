package org.shootdown.findings;

import java.util.function.Predicate;
import org.shootdown.catalogue.Scenario;

/**
 * One reason for UNSAFE cells, in words. The words are a person's reading of the traces; which cells are UNSAFE is the
 * checker's answer, and a finding that explains none of them is as much an error as a cell that none explains.
 *
 * @param title the reason in a clause
 * @param step the kernel function and step on which it hinges
 * @param story what happens, for someone who reads kernel changelogs
 * @param status who reported it, or that it was not found reported, and whether there is a fix
 * @param explains the UNSAFE cells that it is the reason for
 */
public record Finding(String title, String step, String story, String status, Predicate<Scenario> explains) {}
