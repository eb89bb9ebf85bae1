/**
 * A race as one annotated class: shared cells as fields, one method per CPU, outcomes with expectations per memory model.
 * The same class is explored exhaustively by JUnit ({@link org.shootdown.junit}) or from a {@code main} ({@link
 * org.shootdown.Shootdown}), and runs on real threads as a JCStress test.
 */
package org.shootdown.interleaving;
