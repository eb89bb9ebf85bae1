package org.shootdown.stress;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/** Which of a set of tests a host runs: those for which it has a CPU per actor. JCStress leaves the others out. */
record Plan(List<TestInfo> tests, int cpus) {

    /** The tests whose names {@code filter} finds something in. */
    static Plan of(String filter, int cpus) {
        Predicate<String> selected = Pattern.compile(filter).asPredicate();
        Collection<String> all = TestList.tests();
        return new Plan(
                all.stream().filter(selected).sorted().map(TestList::getInfo).toList(), cpus);
    }

    List<TestInfo> run() {
        return tests.stream().filter(t -> t.threads() <= cpus).toList();
    }

    List<TestInfo> leftOut() {
        return tests.stream().filter(t -> t.threads() > cpus).toList();
    }

    void print(PrintStream out) {
        out.println("A host of " + cpus + " CPUs runs " + run().size() + " of " + tests.size() + " tests"
                + (run().isEmpty() ? "." : ":"));
        print(run(), out);
        if (!leftOut().isEmpty()) {
            out.println("It leaves out those that need more:");
            print(leftOut(), out);
        }
    }

    private static void print(List<TestInfo> tests, PrintStream out) {
        for (TestInfo test : tests) {
            out.println("  " + test.threads() + " CPUs  " + test.name());
        }
    }
}
