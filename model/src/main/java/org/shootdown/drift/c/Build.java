package org.shootdown.drift.c;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shootdown.drift.c.Token.Kind;

/**
 * The build whose code the models follow: x86-64 with SMP, without the checks of debugging kernels. Code that is certainly
 * not in it is left out of lists of accesses. A symbol that is named neither here nor there, CONFIG_PT_RECLAIM for one,
 * may be either, and the code of both is listed.
 */
final class Build {
    private static final Set<String> ON = Set.of(
            "CONFIG_SMP",
            "CONFIG_X86",
            "CONFIG_X86_64",
            "CONFIG_64BIT",
            "CONFIG_MMU",
            "CONFIG_MMU_GATHER_TABLE_FREE",
            "CONFIG_MMU_GATHER_RCU_TABLE_FREE",
            "CONFIG_TRANSPARENT_HUGEPAGE",
            "CONFIG_HUGETLB_PAGE",
            "CONFIG_HUGETLB_PMD_PAGE_TABLE_SHARING",
            "CONFIG_ARCH_WANT_HUGE_PMD_SHARE",
            "CONFIG_HAVE_GUP_FAST",
            "CONFIG_PARAVIRT",
            "CONFIG_BROADCAST_TLB_FLUSH",
            "CONFIG_CONTEXT_TRACKING_USER",
            "CONFIG_CONTEXT_TRACKING_IDLE");

    private static final Set<String> OUT = Set.of(
            "CONFIG_DEBUG_VM",
            "CONFIG_PROVE_LOCKING",
            "CONFIG_LOCKDEP",
            "CONFIG_KASAN",
            "CONFIG_KMSAN",
            "CONFIG_X86_32",
            "CONFIG_MMU_GATHER_MERGE_VMAS",
            "CONFIG_MMU_GATHER_NO_GATHER",
            "CONFIG_MMU_GATHER_NO_RANGE",
            "CONFIG_MMU_GATHER_PAGE_SIZE",
            "CONFIG_GUP_GET_PXX_LOW_HIGH",
            "__s390__");

    private static final Pattern CONDITION = Pattern.compile(
            "#\\s*(?:(ifdef|ifndef)\\s+(\\w+)|(?:if|elif)\\s+(!?)\\s*(?:defined|IS_ENABLED)\\s*\\(?\\s*(\\w+)\\s*\\)?)\\s*");
    private static final Pattern KEYWORD = Pattern.compile("#\\s*(\\w+)");

    private Build() {}

    /** Whether a configuration symbol is certainly off. */
    static boolean isOff(String symbol) {
        return OUT.contains(symbol);
    }

    /** One {@code #if} that is open. */
    private static final class Branch {
        /** Whether what stands here now is in; empty if it may be. */
        Optional<Boolean> now;
        /** Whether an earlier branch is certainly in. */
        boolean taken;

        Branch(Optional<Boolean> now) {
            this.now = now;
        }
    }

    /** The same tokens, with those marked that are not in the build. */
    static List<Token> mark(List<Token> tokens) {
        Deque<Branch> open = new ArrayDeque<>();
        List<Token> marked = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            if (token.kind() == Kind.DIRECTIVE) {
                follow(token.text(), open);
            }
            boolean out = open.stream().anyMatch(branch -> branch.now.equals(Optional.of(false)));
            marked.add(out ? token.leftOut() : token);
        }
        return marked;
    }

    private static void follow(String directive, Deque<Branch> open) {
        Matcher keyword = KEYWORD.matcher(directive);
        if (!keyword.lookingAt()) {
            return;
        }
        switch (keyword.group(1)) {
            case "if", "ifdef", "ifndef" -> open.push(new Branch(holds(directive)));
            case "elif" -> next(open, holds(directive));
            case "else" -> next(open, Optional.empty());
            case "endif" -> open.poll();
            default -> {}
        }
    }

    private static void next(Deque<Branch> open, Optional<Boolean> condition) {
        Branch branch = open.peek();
        if (branch == null) {
            return;
        }
        boolean wasOut = branch.now.equals(Optional.of(false));
        branch.taken |= branch.now.equals(Optional.of(true));
        branch.now = branch.taken ? Optional.of(false) : wasOut && condition.isEmpty() ? Optional.empty() : condition;
    }

    /** What a directive's condition is in the build, if it is about a single symbol that the build knows. */
    private static Optional<Boolean> holds(String directive) {
        if (directive.matches("#\\s*if\\s+0")) {
            return Optional.of(false);
        }
        Matcher condition = CONDITION.matcher(directive);
        if (!condition.matches()) {
            return Optional.empty();
        }
        String symbol = condition.group(2) == null ? condition.group(4) : condition.group(2);
        boolean negated = "ifndef".equals(condition.group(1)) || "!".equals(condition.group(3));
        if (ON.contains(symbol)) {
            return Optional.of(!negated);
        }
        return OUT.contains(symbol) ? Optional.of(negated) : Optional.empty();
    }
}
