/** How a kernel comes up, as far as the sync policies depend on it: who installs which flush when, and who looks. */
package org.shootdown.kernel.boot;
