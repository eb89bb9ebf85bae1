/**
 * As much of C as it takes to find a kernel function in a source file, to tell whether its body changed, and to list its
 * accesses to shared memory in their order: tokens, conditional compilation, function bodies, known primitives. There is
 * no parser of expressions and types, which none of these needs.
 */
package org.shootdown.drift.c;
