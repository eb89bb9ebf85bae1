package org.shootdown.check.necessity;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.necessity.SyncStep.Call;
import org.shootdown.check.unfold.Source;

/** Where in the model the running program makes its step: its own frames, innermost first, and none of ours. */
final class CallPath {
    private static final StackWalker STACK = StackWalker.getInstance();

    private CallPath() {}

    /** The frames of model code between the caller and the program's start. */
    static List<StackTraceElement> frames() {
        return STACK.walk(stack -> {
            List<StackTraceElement> frames = new ArrayList<>();
            stack.takeWhile(frame -> !frame.getClassName().equals(Rewritten.class.getName())
                            && !frame.getClassName().equals(Rewritten.Function.class.getName()))
                    .filter(frame -> Source.isModel(frame.getClassName()))
                    .forEach(frame -> frames.add(frame.toStackTraceElement()));
            return frames;
        });
    }

    /** The line that makes the step, without looking further. */
    static String source() {
        return STACK.walk(stack -> stack.filter(frame -> Source.isModel(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(""));
    }

    static List<Call> calls(List<StackTraceElement> frames) {
        return frames.stream().map(CallPath::call).toList();
    }

    private static Call call(StackTraceElement frame) {
        String type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
        return new Call(
                type + "." + Source.method(frame.getMethodName()), frame.getFileName() + ":" + frame.getLineNumber());
    }
}
