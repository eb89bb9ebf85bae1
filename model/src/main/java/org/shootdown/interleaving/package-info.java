/**
 * A race as one annotated class: shared cells as fields, one method per CPU, outcomes with expectations per memory model.
 * The same class is explored exhaustively by JUnit ({@link org.shootdown.junit}) or from a {@code main} ({@link
 * org.shootdown.Shootdown}), and runs on real threads as a JCStress test.
 *
 * <p>Start with {@link org.shootdown.interleaving.Interleavings}, which has an example, and the annotations that it names.
 * {@link org.shootdown.interleaving.Race} is what explores one: {@code RaceMembers} finds the annotated members, {@code
 * Cast} numbers the CPUs, {@code RaceModel} makes the machine, and {@code Expectations} says what is expected of each
 * outcome.
 */
package org.shootdown.interleaving;
