/** The command line: {@code shootdown matrix | check | explain | replay | list}. */
package org.shootdown.cli;
