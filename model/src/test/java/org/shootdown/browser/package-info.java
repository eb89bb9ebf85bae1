/** A browser that tests steer. */
package org.shootdown.browser;
