/** Scenarios: the cells of the matrix, each a machine put together from one choice per axis. */
package org.shootdown.catalogue;
