package org.shootdown.litmus;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.End;

/** Finds the final states of a test. */
interface Decider {
    /** The memory models that give its code a meaning, the architecture's own first. */
    List<LitmusMemory> memories();

    /** @param options all but the memory model */
    Finals decide(LitmusMemory memory, CheckOptions options, SearchMonitor monitor);

    /**
     * What was found.
     *
     * @param states the values that the remembered locations can end with
     * @param searched how many states were looked at
     * @param end why the search ended
     */
    record Finals(Set<SortedMap<Location, Long>> states, long searched, End end) {}
}
