/**
 * What one asks of a check: memory model, limits, reductions, and who watches.
 */
package org.shootdown.check.options;
