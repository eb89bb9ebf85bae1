package org.shootdown.check.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** After the same results a program did one thing in one run and another thing in another. */
final class Difference extends Recorder.Fault {
    private static final long serialVersionUID = 1L;

    /** What an even coin does not show in so many runs, it will not show in any number that one would wait for. */
    private static final int ATTEMPTS = 64;

    private final String title;
    private final transient int[] results;
    private final String once;
    private final String now;
    private final String nowAt;

    /**
     * @param results what led there
     * @param once what an earlier run did
     * @param now what this one did
     * @param nowAt where, as in {@code " at GupFast.java:42"}; empty if unknown
     */
    Difference(String title, int[] results, String once, String now, String nowAt) {
        super(message(title, results.length, once, "", now, nowAt));
        this.title = title;
        this.results = results;
        this.once = once;
        this.now = now;
        this.nowAt = nowAt;
    }

    private static String message(String title, int steps, String once, String onceAt, String now, String nowAt) {
        return "program " + title + " is not deterministic: as its step " + (steps + 1) + " it once made " + once
                + onceAt
                + " and, after the same results, " + now + nowAt
                + (once.equals(now) ? "; what is handed over must be equal in every run, as records are" : "");
    }

    /** A step in a few words. */
    static String text(Step step) {
        return switch (step.op()) {
            case END -> "its end";
            case ERROR -> "an error";
            default -> step.toString();
        };
    }

    /** A step with all that its usual text leaves out. */
    static String inFull(Step step, List<Effect> effects) {
        return step + (step.table() == null ? "" : " by " + Arrays.toString(step.table())) + inWords(effects);
    }

    /** The effects before a step. */
    static String inWords(List<Effect> effects) {
        return effects.isEmpty()
                ? ""
                : effects.stream().map(Effect::inWords).collect(Collectors.joining(", ", " behind ", ""));
    }

    /** A program and where it runs. */
    record Runner(Machine machine, int cpu, ProgramContext context, Program program) {}

    /** The same with the places of both steps, as far as runs of {@code runners} still show them. */
    Recorder.Fault located(List<Runner> runners) {
        String onceAt = "";
        String at = nowAt;
        for (Runner runner : runners) {
            for (int attempt = 0; attempt < ATTEMPTS && (onceAt.isEmpty() || at.isEmpty()); attempt++) {
                Finder finder = new Finder();
                try {
                    finder.run(runner);
                } catch (Recorder.Fault fault) {
                    continue;
                }
                onceAt = onceAt.isEmpty() && finder.did(once) ? finder.at : onceAt;
                at = at.isEmpty() && finder.did(now) ? finder.at : at;
            }
        }
        return new Recorder.Fault(message(title, results.length, once, onceAt, now, at));
    }

    /** Runs a program along the results once more, and sees what it does then and where. */
    private final class Finder {
        private int position;
        private List<String> did = List.of();
        private String at = "";

        void run(Runner runner) {
            Recorder recorder = new Recorder(runner.machine, runner.cpu, title, runner.context, Progress.UNWATCHED);
            recorder.answerWith((step, effects, irqOff, rcuReader) -> {
                if (position == results.length) {
                    did = List.of(step.toString(), inFull(step, effects));
                    at = Source.calledAt(Thread.currentThread().getStackTrace());
                    return Recorder.Answerer.STOP;
                }
                if (position == results.length - 1) {
                    // An end has no line, but the step before it has.
                    at = Source.calledAt(Thread.currentThread().getStackTrace()).replace(" at ", " after ");
                }
                return results[position++];
            });
            Recorder.Pause pause = recorder.run(runner.program);
            if (did.isEmpty() && position == results.length) {
                did = List.of("its end", "its end" + inWords(pause.effects()));
            }
        }

        boolean did(String what) {
            return did.contains(what);
        }
    }
}
