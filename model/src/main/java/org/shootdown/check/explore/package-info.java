/**
 * The transition system of an unfolded machine, packed into words, and the search through it.
 */
package org.shootdown.check.explore;
