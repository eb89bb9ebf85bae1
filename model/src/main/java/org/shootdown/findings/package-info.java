/** What the results of the main catalogue say: each UNSAFE cell belongs to a finding, which tells why. */
package org.shootdown.findings;
