package org.shootdown.synthesis;

import java.util.List;
import java.util.Map;
import org.shootdown.kernel.SyncRule;

/**
 * A rule that a search may find.
 *
 * @param id the stable name: lower-case letters, digits, dashes
 * @param rule what it is
 * @param choices what was chosen, by axis, in the order of the axes
 * @param price what to order candidates by, from 0; a guess, which no answer rests on
 * @param fences the full barriers on a walker's path
 * @param weaker the rules that are this one but for one step of one axis, each of them weaker there: what to try when asking
 *     what a choice is for
 * @param stronger ids of candidates one step stronger along axes where more is certainly safer, and no cheaper: if this one is
 *     SAFE so are they, and none of them is needed
 */
public record Candidate(
        String id,
        SyncRule rule,
        Map<String, String> choices,
        int price,
        int fences,
        Map<String, SyncRule> weaker,
        List<String> stronger) {}
