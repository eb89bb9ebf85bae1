/**
 * What one gets from a check: verdicts, figures, traces and schedules. Knows nothing of the search that found them.
 */
package org.shootdown.check.result;
