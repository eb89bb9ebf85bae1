/**
 * Runs {@linkplain org.shootdown.interleaving annotated classes} in JUnit 5, each explored exhaustively under each of its
 * memory models. Needs JUnit on the class path and nothing else: no base class, no runner.
 */
package org.shootdown.junit;
