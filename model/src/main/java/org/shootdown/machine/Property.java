package org.shootdown.machine;

/** What a model can break. The first three are the safety claims of a sync policy and are always judged apart. */
public enum Property {
    /** No lockless walker loads from a page table after it went back to the allocator. */
    P1("a lockless walker looked at a freed page"),
    /** No lockless walker of one mm loads from a table that became another's, or that was put to another use. */
    P2("a lockless walker looked at a page that had become another's or was put to another use"),
    /** No hardware walker and no cached translation reaches a freed or reused page once the flush has completed. */
    P3("the hardware reached a freed or reused page"),
    /** Some CPU waits for something that can never come. */
    DEADLOCK("nothing can move, and not everything is finished"),
    /** A condition stated by the model itself, by {@link Cpu#require}. */
    ASSERTION("a condition stated by the model does not hold");

    private final String meaning;

    Property(String meaning) {
        this.meaning = meaning;
    }

    /** The violation in one clause. */
    public String meaning() {
        return meaning;
    }
}
