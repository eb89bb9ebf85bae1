package org.shootdown.litmus;

import java.util.List;

/**
 * What stands behind the code of a test.
 *
 * @param listed the locations to show besides those of the proposition
 * @param filter holds of the final states that the test is about; others are left out of the report
 * @param quantifier what is asked about the proposition
 * @param proposition the statement about one final state
 */
record Condition(List<Location> listed, Proposition filter, Quantifier quantifier, Proposition proposition) {}
