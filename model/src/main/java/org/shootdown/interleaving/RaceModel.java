package org.shootdown.interleaving;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Situation;

/** Makes machines of an annotated class. */
final class RaceModel {
    private final Class<?> type;
    private final List<Field> shared;
    private final List<Field> results;
    private final List<Method> actors;

    /** @throws ModelError if the class is not one that can be explored */
    RaceModel(Class<?> type) {
        this.type = type;
        shared = fields(Shared.class, Cell.class, Page.class, Situation.class);
        results = fields(Result.class, Ghost.class);
        actors = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.isAnnotationPresent(Actor.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        if (actors.isEmpty()) {
            throw misuse("has no @Actor method");
        }
        for (Method actor : actors) {
            if (!Arrays.equals(actor.getParameterTypes(), new Class<?>[] {Cpu.class})
                    || actor.getReturnType() != void.class
                    || Modifier.isStatic(actor.getModifiers())) {
                throw misuse(": actor " + actor.getName() + " must be an instance method (Cpu cpu) that returns void");
            }
            actor.setAccessible(true);
        }
    }

    private List<Field> fields(Class<? extends java.lang.annotation.Annotation> mark, Class<?>... types) {
        List<Field> fields = Arrays.stream(type.getDeclaredFields())
                .filter(f -> f.isAnnotationPresent(mark))
                .sorted(Comparator.comparing(Field::getName))
                .toList();
        for (Field field : fields) {
            if (!List.of(types).contains(field.getType())) {
                throw misuse(": @" + mark.getSimpleName() + " field " + field.getName() + " must be a "
                        + String.join(
                                " or a ",
                                Stream.of(types).map(Class::getSimpleName).toList()));
            }
            if (Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers())) {
                throw misuse(": field " + field.getName() + " is set before each run, so it can be neither static nor"
                        + " final");
            }
            field.setAccessible(true);
        }
        return fields;
    }

    private ModelError misuse(String what) {
        return new ModelError("@Interleavings class " + type.getName() + (what.startsWith(":") ? "" : " ") + what);
    }

    /** The same machine each time, over an instance of its own. */
    Machine machine() {
        Object instance = instance();
        Machine.Builder builder = Machine.builder(type.getSimpleName());
        for (Field field : shared) {
            set(field, instance, make(builder, field));
        }
        for (Field field : results) {
            Result result = field.getAnnotation(Result.class);
            Ghost ghost = builder.ghost(field.getName(), result.max(), result.initial());
            builder.observe(ghost);
            set(field, instance, ghost);
        }
        for (Method actor : actors) {
            Program program = new ActorProgram(instance, actor);
            if (actor.getAnnotation(Actor.class).agent()) {
                builder.agent(actor.getName(), program);
            } else {
                builder.cpu("CPU " + actors.indexOf(actor), program);
            }
        }
        return builder.build();
    }

    private static Object make(Machine.Builder builder, Field field) {
        Shared how = field.getAnnotation(Shared.class);
        if (field.getType() == Page.class) {
            return builder.page(field.getName(), how.owners());
        }
        if (field.getType() == Situation.class) {
            return builder.situation(field.getName());
        }
        Cell cell = builder.cell(field.getName(), how.max(), how.initial());
        if (how.observe()) {
            builder.observe(cell);
        }
        return cell;
    }

    private Object instance() {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw misuse(": its constructor threw " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw misuse("needs a constructor without parameters");
        }
    }

    private static void set(Field field, Object instance, Object value) {
        try {
            field.set(instance, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One actor on one instance. */
    private record ActorProgram(Object instance, Method actor) implements Program {
        @Override
        public void run(Cpu cpu) {
            try {
                actor.invoke(instance, cpu);
            } catch (InvocationTargetException e) {
                ActorProgram.<RuntimeException>rethrow(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        /** As it is: whoever runs the program ends it by throwing through it. */
        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
            throw (T) thrown;
        }

        @Override
        public String title() {
            return actor.getName();
        }
    }
}
