package org.shootdown.litmus;

/** What a test asks about its proposition. */
public enum Quantifier {
    /** Does some final state satisfy it? */
    EXISTS("exists", "Allowed"),
    /** Is there no such final state? */
    NOT_EXISTS("~exists", "Forbidden"),
    /** Do all final states satisfy it? */
    FORALL("forall", "Required");

    private final String keyword;
    private final String kind;

    Quantifier(String keyword, String kind) {
        this.keyword = keyword;
        this.kind = kind;
    }

    public String keyword() {
        return keyword;
    }

    /** herd's word for a test that asks this. */
    public String kind() {
        return kind;
    }

    /** Whether the answer is yes when {@code positive} states satisfy the proposition and {@code negative} do not. */
    boolean holds(int positive, int negative) {
        return switch (this) {
            case EXISTS -> positive > 0;
            case NOT_EXISTS -> positive == 0;
            case FORALL -> negative == 0;
        };
    }
}
