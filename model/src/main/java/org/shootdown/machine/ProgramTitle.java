package org.shootdown.machine;

/** What a program is called that does not say it itself. */
final class ProgramTitle {
    private ProgramTitle() {}

    static String of(Program program) {
        Class<?> type = program.getClass();
        if (!hasNoName(type)) {
            return type.getSimpleName();
        }
        String name = type.getName();
        String outer = name.substring(name.lastIndexOf('.') + 1);
        int end = outer.indexOf('$', 1);
        return (end < 0 ? outer : outer.substring(0, end)) + (type.isAnonymousClass() ? " program" : " lambda");
    }

    /** The program, by {@code title} unless its class has a name or it says its title itself. */
    static Program orElse(Program program, String title) {
        if (program instanceof Program.Sequence sequence) {
            return orElse(sequence.first(), title).then(orElse(sequence.next(), title));
        }
        return hasNoName(program.getClass()) && program.title().equals(of(program)) ? program.named(title) : program;
    }

    private static boolean hasNoName(Class<?> type) {
        return type.isHidden() || type.isAnonymousClass();
    }
}
