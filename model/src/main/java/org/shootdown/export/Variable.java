package org.shootdown.export;

/**
 * A part of the state.
 *
 * @param name an identifier
 * @param max its values are {@code 0..max}
 * @param initial its value in the initial state
 * @param meaning what it stands for, on one line
 */
record Variable(String name, int max, int initial, String meaning) {}
