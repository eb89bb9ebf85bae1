package org.shootdown.machine;

import org.jspecify.annotations.Nullable;

/**
 * The ghost life of one physical page: a page table, or a page that one maps. The content of a page is ordinary
 * {@linkplain Cell cells}; this object only remembers, outside the memory model, whether the page may still be looked
 * at. Programs change it with {@link Cpu#unlink}, {@link Cpu#free} and {@link Cpu#handOver}, and every {@link
 * Cpu#walk} and {@link Cpu#touch} is judged against it in the same atomic step.
 */
public final class Page {
    /** Reachable from the page tables of whoever uses it. */
    public static final int LIVE = 0;
    /** No longer linked, but not yet free: walkers that found it before may still be inside, and that is fine. */
    public static final int UNLINKED = 1;
    /** Back with the page allocator. */
    public static final int FREED = 2;
    /** Kept, but put to another use (a deposited table, say), whatever mm looks at it. */
    public static final int REPURPOSED = 3;

    private static final int FIRST_OWNER = 4;

    private final Ghost state;
    private final int owners;
    private final int place;

    Page(Ghost state, int owners) {
        this.state = state;
        this.owners = owners;
        this.place = state.place();
    }

    /** What traces call it. */
    public String name() {
        return state.name();
    }

    /** The ghost that holds {@link #LIVE}, {@link #UNLINKED}, {@link #FREED}, {@link #REPURPOSED} or an owner. */
    public Ghost state() {
        return state;
    }

    /** The {@linkplain Ghost#place place} of {@link #state}. */
    public int place() {
        return place;
    }

    /** The state that says: this page now belongs to owner {@code owner} alone (an mm's number, from 0). */
    public int ownedBy(int owner) {
        if (owner < 0 || owner >= owners) {
            throw new IllegalArgumentException(
                    "page " + name() + " can be owned by 0.." + (owners - 1) + ", not by " + owner);
        }
        return FIRST_OWNER + owner;
    }

    /**
     * What a walker on behalf of {@code owner} breaks by looking at a page in this state.
     *
     * @return the property, or {@code null} if the look is harmless
     */
    public static @Nullable Property broken(int pageState, int owner, Walk walk) {
        if (pageState == LIVE || pageState == UNLINKED || pageState == FIRST_OWNER + owner) {
            return null;
        }
        if (walk == Walk.HARDWARE) {
            return Property.P3;
        }
        return pageState == FREED ? Property.P1 : Property.P2;
    }

    /** A page state in words, for traces. */
    public static String describe(int pageState) {
        return switch (pageState) {
            case LIVE -> "live";
            case UNLINKED -> "unlinked";
            case FREED -> "freed";
            case REPURPOSED -> "put to another use";
            default -> "owned by mm " + (pageState - FIRST_OWNER) + " alone";
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
