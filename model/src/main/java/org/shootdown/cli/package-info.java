/**
 * The command line: {@code matrix}, {@code check}, {@code explain}, {@code necessity}, {@code report}, {@code replay},
 * {@code compare}, {@code diff}, {@code list}, {@code litmus}, {@code export}, {@code verdicts}, {@code completion}, {@code manual} and {@code bench}; and
 * the command lines of files that hold one race or one machine.
 *
 * <p>Where to begin: {@link org.shootdown.cli.Main} has the commands, and what becomes of whatever they throw. A command is
 * one class; those that decide scenarios are {@code ScenarioCommand}s, with {@code Selectors} for which and {@code
 * CellSearch} for how. They decide through {@code MatrixRun} and {@code NecessityRun}, which are {@code InterruptibleWork}:
 * that shows a {@code ProgressLine} and sees to an {@code Interruption}. What leaves the process is in {@code Terminal}
 * (standard output), {@code Complaints} (standard error), {@code Outputs} (files) and {@code ExitCode}.
 */
package org.shootdown.cli;
