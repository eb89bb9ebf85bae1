/**
 * What a search may leave out without changing its answers: partial-order and symmetry reduction. Internal to {@code
 * check}.
 */
package org.shootdown.check.reduce;
