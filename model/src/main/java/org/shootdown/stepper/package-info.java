/** One scenario as a page in which the reader chooses who moves next. Its scripts interpret automata and know no kernel. */
package org.shootdown.stepper;
