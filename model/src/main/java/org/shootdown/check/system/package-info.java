/**
 * The transition system of an unfolded machine: the layout of its states, and the transitions out of each. Internal to
 * {@code check}.
 */
package org.shootdown.check.system;
