package org.shootdown.stress.policy;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** The results of a policy that holds on every backend, for {@code @JCStressMeta}. */
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
public final class Holds {
    private Holds() {}
}
