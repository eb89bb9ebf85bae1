package org.shootdown.interleaving;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Function;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Situation;

/** Makes the machine of an annotated class, for one value of each of its parameters. */
final class RaceModel {
    /** The name of the situation that some walker looks at a page after its unlink. */
    static final String LOOK_AFTER_UNLINK = "a look at a page after its unlink";

    private final Class<?> type;
    private final RaceMembers members;
    private final List<Cast.Part> parts;
    private final Variant variant;

    RaceModel(Class<?> type, RaceMembers members, Cast cast, Variant variant) {
        this.type = type;
        this.members = members;
        this.parts = cast.parts();
        this.variant = variant;
    }

    String name() {
        return type.getSimpleName() + (variant.values().isEmpty() ? "" : "[" + variant + "]");
    }

    /**
     * The same machine each time, over an instance of its own.
     *
     * @throws ModelError if the class or a member is not as it should be
     */
    Machine machine() {
        Object instance = instance();
        variant.values().forEach((field, value) -> set(field, instance, value));
        Machine.Builder builder = Machine.builder(name());
        boolean pages = false;
        for (Field field : members.shared()) {
            Shared how = field.getAnnotation(Shared.class);
            set(field, instance, make(field, how.length(), name -> shared(builder, field, how, name)));
            pages |= elementType(field) == Page.class;
        }
        for (Field field : members.results()) {
            Result how = field.getAnnotation(Result.class);
            set(field, instance, make(field, how.length(), name -> result(builder, how, name)));
        }
        if (pages && type.getAnnotation(Interleavings.class).mustLookAfterUnlink()) {
            builder.walkInsideUnlinked(LOOK_AFTER_UNLINK);
        }
        for (int number = 0; number < parts.size(); number++) {
            Cast.Part part = parts.get(number);
            try {
                add(builder, number, part, instance);
            } catch (IllegalArgumentException e) {
                throw members.misuse(": actor " + part.name() + ": " + e.getMessage());
            }
        }
        return builder.build();
    }

    private static void add(Machine.Builder builder, int number, Cast.Part part, Object instance) {
        ActorProgram program = new ActorProgram(instance, part.actor(), part.copy());
        Machine.Builder.CpuBuilder cpu =
                part.agent() ? builder.agent(part.name(), program) : builder.cpu("CPU " + number, program);
        if (part.nmi() != null) {
            cpu.nmi(new ActorProgram(instance, part.nmi(), part.copy()), part.nmis());
        }
    }

    private static Class<?> elementType(Field field) {
        return field.getType().isArray() ? field.getType().getComponentType() : field.getType();
    }

    /** What a field is set to: what {@code element} makes of its name or, for an array, of the name of each element. */
    private Object make(Field field, int length, Function<String, Object> element) {
        try {
            if (!field.getType().isArray()) {
                if (length != 0) {
                    throw new IllegalArgumentException("length is for arrays");
                }
                return element.apply(field.getName());
            }
            if (length < 0) {
                throw new IllegalArgumentException("length must be 1 or more, not " + length);
            }
            Object array = Array.newInstance(elementType(field), length == 0 ? parts.size() : length);
            for (int i = 0; i < Array.getLength(array); i++) {
                Array.set(array, i, element.apply(field.getName() + "[" + i + "]"));
            }
            return array;
        } catch (IllegalArgumentException e) {
            throw members.misuse(": field " + field.getName() + ": " + e.getMessage());
        }
    }

    private static Object shared(Machine.Builder builder, Field field, Shared how, String name) {
        if (elementType(field) == Page.class) {
            return builder.page(name, how.owners());
        }
        if (elementType(field) == Situation.class) {
            return builder.situation(name);
        }
        var cell = how.register()
                ? builder.register(name, how.max(), how.initial())
                : builder.cell(name, how.max(), how.initial());
        if (how.observe()) {
            builder.observe(cell);
        }
        return cell;
    }

    private static Ghost result(Machine.Builder builder, Result how, String name) {
        Ghost ghost = builder.ghost(name, how.max(), how.initial());
        builder.observe(ghost);
        return ghost;
    }

    private Object instance() {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw members.misuse("is abstract; annotate the classes that extend it instead");
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw members.misuse(": its constructor threw " + e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw members.misuse(": its static initialiser threw " + e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw members.misuse("needs a constructor without parameters");
        }
    }

    private static void set(Field field, Object instance, Object value) {
        try {
            field.set(instance, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
