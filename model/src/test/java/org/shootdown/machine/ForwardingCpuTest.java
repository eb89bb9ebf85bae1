package org.shootdown.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step is made as itself: those with a default too, which would otherwise lose their names. */
class ForwardingCpuTest {
    private static final int RESULT = 41;

    private static final Machine.Builder B = Machine.builder("forwarded");
    private static final List<Object> ARGUMENTS = List.of(
            B.cell("x", 9),
            B.page("page", 1),
            B.ghost("ghost", 1, 0),
            B.situation("here"),
            Walk.HARDWARE,
            Property.P2,
            IpiFunction.empty("empty", IpiFunction.Purpose.OTHER),
            Program.IDLE,
            CpuMask.of(2),
            (IntConsumer) cpu -> {},
            (IntUnaryOperator) old -> old,
            (IntPredicate) value -> true,
            "why",
            true);

    static Stream<Method> steps() {
        return Arrays.stream(Cpu.class.getMethods()).filter(m -> !Modifier.isStatic(m.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void isForwardedAsItIs(Method step) throws ReflectiveOperationException {
        List<Object> made = new ArrayList<>();
        Cpu behind = (Cpu) Proxy.newProxyInstance(
                Cpu.class.getClassLoader(), new Class<?>[] {Cpu.class}, (proxy, method, arguments) -> {
                    made.add(method);
                    made.addAll(arguments == null ? List.of() : List.of(arguments));
                    return result(method);
                });
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : step.getParameterTypes()) {
            arguments.add(type == int.class ? arguments.size() + 1 : argument(type));
        }
        Object result = step.invoke(new ForwardingCpu(behind) {}, arguments.toArray());
        List<Object> expected = new ArrayList<>(List.of(step));
        expected.addAll(arguments);
        assertThat(made).isEqualTo(expected);
        assertThat(result).isEqualTo(result(step));
    }

    private static Object result(Method step) {
        if (step.getReturnType() == boolean.class) {
            return true;
        }
        return step.getReturnType() == int.class ? (Object) RESULT : null;
    }

    private static Object argument(Class<?> type) {
        return ARGUMENTS.stream()
                .filter(a -> type.isInstance(a) || type == boolean.class && a instanceof Boolean)
                .findFirst()
                .orElseThrow();
    }
}
