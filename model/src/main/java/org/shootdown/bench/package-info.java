/** Machines that grow with a number, and SPIN's search of the same: how fast the checker is. */
package org.shootdown.bench;
