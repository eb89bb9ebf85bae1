package org.shootdown.drift.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names what an expression designates, whatever pointer leads there: {@code &next->context.tlb_gen} is context.tlb_gen. */
final class Expression {
    /** Macros whose argument is what they designate. */
    private static final Set<String> TRANSPARENT = Set.of(
            "per_cpu", "per_cpu_ptr", "this_cpu_ptr", "raw_cpu_ptr", "unlikely", "likely", "to_cpumask", "const_cast");

    /** Pointers to page-table entries, by the names that the kernel gives them. */
    static final Map<String, String> ENTRIES =
            Map.of("pgdp", "pgd", "p4dp", "p4d", "pudp", "pud", "pmdp", "pmd", "ptep", "pte", "pte_orig", "pte");

    /** Variables that hold a page table lock. */
    private static final Pattern PAGE_TABLE_LOCK = Pattern.compile("(?:p[mt][de]_)?ptl|pml");

    private Expression() {}

    static String name(List<Token> tokens) {
        List<String> path = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            boolean called = at + 1 < tokens.size() && tokens.get(at + 1).is("(");
            if (token.isWord() && called) {
                int end = CSource.closingParenthesis(tokens, at + 1);
                if (TRANSPARENT.contains(token.text())) {
                    return name(firstArgument(tokens, at + 2, end - 1));
                }
                path.add(token.text());
                at = end;
            } else if (token.is("[")) {
                at = closingBracket(tokens, at);
            } else {
                if (token.isWord()) {
                    path.add(token.text());
                } else if (!path.isEmpty() && !token.is("->") && !token.is(".") && !token.is(")")) {
                    break;
                }
                at++;
            }
        }
        return lastOf(path);
    }

    private static List<Token> firstArgument(List<Token> tokens, int from, int to) {
        List<List<Token>> arguments = arguments(tokens, from, to);
        return arguments.isEmpty() ? List.of() : arguments.get(0);
    }

    /** The last member with the structure it is in, unless that is but a variable. */
    private static String lastOf(List<String> path) {
        int size = path.size();
        if (size == 0) {
            return "";
        }
        String last = path.get(path.size() - 1);
        if (PAGE_TABLE_LOCK.matcher(last).matches()) {
            return "ptl";
        }
        return size < 3 ? ENTRIES.getOrDefault(last, last) : path.get(path.size() - 2) + "." + last;
    }

    private static int closingBracket(List<Token> tokens, int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            if (tokens.get(at).is("[")) {
                depth++;
            } else if (tokens.get(at).is("]") && --depth == 0) {
                return at + 1;
            }
        }
        return tokens.size();
    }

    /** What stands between the commas of {@code from} to {@code to}. */
    static List<List<Token>> arguments(List<Token> tokens, int from, int to) {
        List<List<Token>> all = new ArrayList<>();
        int depth = 0;
        int begins = from;
        for (int at = from; at < to; at++) {
            Token token = tokens.get(at);
            if (token.is("(") || token.is("[") || token.is("{")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.is("}")) {
                depth--;
            } else if (token.is(",") && depth == 0) {
                all.add(tokens.subList(begins, at));
                begins = at + 1;
            }
        }
        if (begins < to) {
            all.add(tokens.subList(begins, to));
        }
        return all;
    }
}
