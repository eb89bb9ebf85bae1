package org.shootdown.litmus;

/**
 * Where a C test accesses memory.
 *
 * @param address the address
 * @param type what lies there, as far as the test says it
 */
record CPlace(CExpression address, CType type) {}
