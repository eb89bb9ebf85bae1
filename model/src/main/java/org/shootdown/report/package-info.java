/**
 * What people and other programs read: the matrix and the traces as text, Markdown, JSON and JUnit XML. Nothing here
 * prints or decides anything; it turns {@linkplain org.shootdown.decide.CellResult results} into text.
 *
 * <p>Where to begin: {@code CheckTable}, the simplest; {@code Wording} and {@code Summary} have what all reports say alike.
 * {@code MatrixLayout} folds a matrix into the tables that {@code TerminalMatrix} and {@code MarkdownMatrix} draw. {@code
 * WholeFile} writes files.
 */
package org.shootdown.report;
