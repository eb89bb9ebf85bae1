/**
 * Bugs that Linux had, one file for each: the code before its fix and after it. The parts that did not change are the
 * models of Linux 7.0; what did change is modelled as it was then.
 */
package org.shootdown.kernel.history;
