/**
 * What people and other programs read: the matrix and the traces as text, Markdown, JSON and JUnit XML. Nothing here
 * prints or decides anything; it turns {@linkplain org.shootdown.decide.CellResult results} into text.
 */
package org.shootdown.report;
