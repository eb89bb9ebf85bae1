/**
 * The searches through a transition system: breadth-first by several workers, for shortest traces, and along schedules.
 * Internal to {@code check}.
 */
package org.shootdown.check.search;
