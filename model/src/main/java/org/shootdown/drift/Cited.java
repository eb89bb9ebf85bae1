package org.shootdown.drift;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/**
 * A place in the models that cites a kernel function.
 *
 * @param type the class
 * @param method the method, or {@code null} where the class is cited as a whole: its {@code run}
 * @param citation what it models
 * @param inlines other functions of the same kernel whose steps it makes as its own
 * @param reasons why it differs from it
 */
record Cited(Class<?> type, @Nullable String method, Citation citation, List<Citation> inlines, List<Reason> reasons) {
    private static final String IN = " in ";

    /** Every citation in {@code classes}. */
    static List<Cited> in(List<Class<?>> classes) {
        List<Cited> all = new ArrayList<>();
        for (Class<?> type : classes) {
            add(all, type, null, type);
            Arrays.stream(type.getDeclaredMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .forEach(method -> add(all, type, method.getName(), method));
        }
        return all;
    }

    private static void add(List<Cited> all, Class<?> type, @Nullable String method, AnnotatedElement element) {
        KernelFunction function = element.getAnnotation(KernelFunction.class);
        if (function != null) {
            Citation citation = new Citation(function.value(), function.in(), function.version());
            List<Citation> inlines = Arrays.stream(function.inlines())
                    .map(text -> inlined(text, citation))
                    .toList();
            List<Reason> reasons = Arrays.stream(element.getAnnotationsByType(Differs.class))
                    .map(Reason::of)
                    .toList();
            all.add(new Cited(type, method, citation, inlines, reasons));
        }
    }

    private static Citation inlined(String text, Citation by) {
        String[] parts = text.split(IN);
        return new Citation(parts[0], parts.length == 1 ? by.file() : parts[1], by.version());
    }

    /** What a kernel tree must be asked for. */
    static Set<Citation> current(List<Cited> all) {
        Set<Citation> citations = new TreeSet<>();
        for (Cited cited : all) {
            if (cited.citation.isCurrent()) {
                citations.add(cited.citation);
                citations.addAll(cited.inlines);
            }
        }
        return citations;
    }

    /** The class, with the method if it is only that. */
    String place() {
        String name =
                type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        return method == null ? name : name + "." + method;
    }
}
