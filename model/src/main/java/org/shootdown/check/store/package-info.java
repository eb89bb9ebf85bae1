/**
 * Where a search keeps states: flat arrays within a byte budget. Internal to {@code check}.
 */
package org.shootdown.check.store;
