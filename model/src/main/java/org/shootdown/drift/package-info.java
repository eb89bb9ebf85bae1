/**
 * Whether the models still speak of a kernel: its source is held against the lock of what was read when they were
 * written, and its accesses against their steps.
 */
package org.shootdown.drift;
