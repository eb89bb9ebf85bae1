/**
 * What model code is written against: the contract between kernel models and whatever runs them.
 *
 * <p>A model is a {@link org.shootdown.machine.Machine}: shared {@linkplain org.shootdown.machine.Cell cells}, ghost
 * state, and one {@linkplain org.shootdown.machine.Program program} per CPU. A program is plain Java that reads like
 * the kernel function it stands for and does everything that other CPUs could notice through {@link
 * org.shootdown.machine.Cpu}, one atomic step per call. The same program objects are run exhaustively by the explorer,
 * on real threads by the live machine, and along random schedules by the property tests, so a program must be a
 * deterministic function of the values its steps returned: no clocks, no random numbers, no state kept between runs.
 *
 * <p>This package depends on nothing else in the project.
 */
package org.shootdown.machine;
