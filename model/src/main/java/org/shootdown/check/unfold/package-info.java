/**
 * From plain Java to finite automata: runs a program again and again, answers its first steps from a log, and notes
 * what it asks for next, until every reachable sequence of answers has been tried.
 */
package org.shootdown.check.unfold;
