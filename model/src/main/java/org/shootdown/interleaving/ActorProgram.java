package org.shootdown.interleaving;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;

/**
 * One actor, or NMI handler, on one instance of its class.
 *
 * @param copy which of those that do the same
 */
record ActorProgram(Object instance, Method method, int copy) implements Program {
    @Override
    public void run(Cpu cpu) {
        try {
            if (method.getParameterCount() == 1) {
                method.invoke(instance, cpu);
            } else {
                method.invoke(instance, cpu, copy);
            }
        } catch (InvocationTargetException e) {
            ActorProgram.<RuntimeException>rethrow(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Throws what the actor threw, unwrapped: whoever runs a program ends its run by throwing through it. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public String title() {
        return method.getName();
    }
}
