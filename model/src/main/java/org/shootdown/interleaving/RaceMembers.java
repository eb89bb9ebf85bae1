package org.shootdown.interleaving;

import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Situation;

/** The annotated members of a race's class and of the classes it extends, in the natural order of their names. */
final class RaceMembers {
    private final Class<?> type;
    private final List<Field> shared;
    private final List<Field> results;
    private final List<Field> params;
    private final Map<Method, Actor> actors;
    private final Map<Method, Nmi> nmis;

    /** @throws ModelError if a member is not as its annotation wants it */
    RaceMembers(Class<?> type) {
        this.type = type;
        shared = fields(Shared.class);
        shared.forEach(field -> checkType(field, "Shared", true, Cell.class, Page.class, Situation.class));
        results = fields(Result.class);
        results.forEach(field -> checkType(field, "Result", true, Ghost.class));
        params = fields(Param.class);
        params.stream()
                .filter(field -> !field.getType().isEnum())
                .forEach(field -> checkType(field, "Param", false, boolean.class, int.class, String.class));
        actors = methods(Actor.class);
        actors.forEach((method, actor) -> checkActor(method, actor));
        nmis = methods(Nmi.class);
        nmis.forEach((method, nmi) -> checkNmi(method, nmi));
        if (actors.isEmpty()) {
            throw misuse("has no @Actor method");
        }
    }

    List<Field> shared() {
        return shared;
    }

    List<Field> results() {
        return results;
    }

    List<Field> params() {
        return params;
    }

    Map<Method, Actor> actors() {
        return actors;
    }

    Map<Method, Nmi> nmis() {
        return nmis;
    }

    ModelError misuse(String what) {
        return misuse(type, what);
    }

    /** @param what goes on behind the class's name: a verb with its object, or a colon and a sentence */
    static ModelError misuse(Class<?> type, String what) {
        return new ModelError("@Interleavings class " + type.getName() + (what.startsWith(":") ? "" : " ") + what);
    }

    /** The class and those it extends, the uppermost first. */
    private List<Class<?>> lineage() {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            lineage.add(0, at);
        }
        return lineage;
    }

    private List<Field> fields(Class<? extends Annotation> mark) {
        List<Field> fields = lineage().stream()
                .flatMap(at -> Arrays.stream(at.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(mark))
                .sorted(Comparator.comparing(Field::getName, NaturalOrder.BY_NAME))
                .toList();
        Map<String, Field> byName = new HashMap<>();
        for (Field field : fields) {
            Field other = byName.put(field.getName(), field);
            if (other != null) {
                throw misuse(": " + described(other) + " and " + described(field) + " have one name");
            }
            if (Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers())) {
                throw misuse(": field " + field.getName() + " is set before each run, so it can be neither static nor"
                        + " final");
            }
            open(field);
        }
        return fields;
    }

    private void checkType(Field field, String mark, boolean arrays, Class<?>... types) {
        Class<?> is = arrays && field.getType().isArray() ? field.getType().getComponentType() : field.getType();
        if (!List.of(types).contains(is)) {
            String wanted = Stream.of(types).map(Class::getSimpleName).collect(Collectors.joining(" or a "));
            throw misuse(": @" + mark + " field " + field.getName() + " must be a " + wanted
                    + (arrays ? " or an array of these" : " or an enum") + ", not a "
                    + field.getType().getSimpleName());
        }
    }

    /** The methods with an annotation; one that overrides another has the other's unless it has one itself. */
    private <A extends Annotation> Map<Method, A> methods(Class<A> mark) {
        Map<String, Method> latest = new LinkedHashMap<>();
        Map<String, A> marks = new HashMap<>();
        for (Class<?> at : lineage()) {
            for (Method method : at.getDeclaredMethods()) {
                // A private method overrides nothing, and a bridge only leads to the method that does.
                String key = method.getName()
                        + Arrays.toString(method.getParameterTypes())
                        + (Modifier.isPrivate(method.getModifiers()) ? at.getName() : "");
                A own = method.getAnnotation(mark);
                if (own != null && !method.isBridge()) {
                    marks.put(key, own);
                }
                if (marks.containsKey(key) && !method.isBridge()) {
                    latest.put(key, method);
                }
            }
        }
        Map<Method, A> found = new LinkedHashMap<>();
        latest.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().getName(), NaturalOrder.BY_NAME))
                .forEach(entry -> found.put(entry.getValue(), marks.get(entry.getKey())));
        Map<String, Method> byName = new HashMap<>();
        for (Method method : found.keySet()) {
            Method other = byName.put(method.getName(), method);
            if (other != null) {
                throw misuse(": @" + mark.getSimpleName() + " methods " + described(other) + " and " + described(method)
                        + " have one name");
            }
            open(method);
        }
        return found;
    }

    private void checkActor(Method method, Actor actor) {
        boolean told = Arrays.equals(method.getParameterTypes(), new Class<?>[] {Cpu.class, int.class});
        if (!isProgram(method) && !(told && isInstanceMethod(method))) {
            throw misuse(": actor " + method.getName() + " must be an instance method (Cpu cpu) or (Cpu cpu, int n)"
                    + " that returns void");
        }
        if (actor.times() < 1) {
            throw misuse(": actor " + method.getName() + " is there " + actor.times() + " times; needs 1 or more");
        }
        if (actor.id() < -1) {
            throw misuse(": actor " + method.getName() + " has id " + actor.id() + "; numbers begin with 0");
        }
    }

    private void checkNmi(Method method, Nmi nmi) {
        if (!isProgram(method)) {
            throw misuse(": NMI " + method.getName() + " must be an instance method (Cpu cpu) that returns void");
        }
        if (nmi.times() < 1) {
            throw misuse(": NMI " + method.getName() + " arrives " + nmi.times() + " times; needs 1 or more");
        }
    }

    private static boolean isProgram(Method method) {
        return isInstanceMethod(method) && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Cpu.class});
    }

    private static boolean isInstanceMethod(Method method) {
        return method.getReturnType() == void.class && !Modifier.isStatic(method.getModifiers());
    }

    private static String described(java.lang.reflect.Member member) {
        return member.getDeclaringClass().getSimpleName() + "." + member.getName();
    }

    private void open(AccessibleObject member) {
        try {
            member.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw misuse(": " + e.getMessage());
        }
    }
}
