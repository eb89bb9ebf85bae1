/** The report as one self-contained HTML page: heat map, list of scenarios, and traces as sequence diagrams. */
package org.shootdown.report.html;
