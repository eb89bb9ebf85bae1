package org.shootdown.litmus;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;
import org.shootdown.litmus.CExpression.Binary;
import org.shootdown.litmus.CExpression.Call;
import org.shootdown.litmus.CExpression.Constant;
import org.shootdown.litmus.Scanner.Token;

/**
 * The kernel's primitives as x86 makes them: every atomic read-modify-write is a locked instruction, so the variants
 * {@code _relaxed}, {@code _acquire} and {@code _release} are all fully ordered, and the barriers around atomics and
 * locks are barriers of the compiler only. Tests with other primitives are refused by name.
 */
final class CPrimitives {
    private static final Map<String, LongBinaryOperator> ATOMIC = Map.of(
            "add", Long::sum,
            "inc", Long::sum,
            "sub", (a, b) -> a - b,
            "dec", (a, b) -> a - b,
            "and", (a, b) -> a & b,
            "or", (a, b) -> a | b,
            "xor", (a, b) -> a ^ b);

    private final Scanner scanner;
    private final CReader reader;
    private final CThread thread;

    CPrimitives(Scanner scanner, CReader reader, CThread thread) {
        this.scanner = scanner;
        this.reader = reader;
        this.thread = thread;
    }

    /** Reads the arguments of the function called {@code token}, whose opening parenthesis is behind us. */
    CExpression call(Token token) {
        String name = token.text().replaceFirst("_(relaxed|acquire|release)$", "");
        CExpression call = switch (token.text()) {
            case "READ_ONCE", "rcu_dereference" -> load(reader.lvalue());
            case "WRITE_ONCE", "rcu_assign_pointer" -> store(reader.lvalue());
            case "smp_load_acquire", "atomic_read", "atomic_read_acquire" -> load(reader.expression());
            case "smp_store_release", "atomic_set", "atomic_set_release" -> store(reader.expression());
            case "smp_store_mb" -> exchange(reader.lvalue());
            case "smp_mb" -> barrier(cpu -> cpu.machine().smpMb());
            case "smp_rmb" -> barrier(cpu -> cpu.machine().smpRmb());
            case "smp_wmb" -> barrier(cpu -> cpu.machine().smpWmb());
            case "barrier",
                    "smp_mb__before_atomic",
                    "smp_mb__after_atomic",
                    "smp_mb__after_spinlock",
                    "smp_mb__after_unlock_lock" -> barrier(cpu -> {});
            case "rcu_read_lock" -> barrier(cpu -> cpu.machine().rcuReadLock());
            case "rcu_read_unlock" -> barrier(cpu -> cpu.machine().rcuReadUnlock());
            case "synchronize_rcu", "synchronize_rcu_expedited" ->
                barrier(cpu -> cpu.machine().synchronizeRcu());
            case "spin_lock" -> lock();
            case "spin_unlock" -> unlock();
            case "spin_trylock" -> tryLock();
            case "spin_is_locked" -> isLocked();
            default -> atomic(token, name);
        };
        scanner.expect(")");
        return call;
    }

    private CExpression load(CExpression address) {
        return value(cpu -> cpu.load(address.value(cpu)));
    }

    private CExpression store(CExpression address) {
        CExpression value = nextArgument();
        return barrier(cpu -> {
            long at = address.value(cpu);
            cpu.store(at, value.value(cpu));
        });
    }

    private CExpression exchange(CExpression address) {
        CExpression value = nextArgument();
        return value(cpu -> {
            long at = address.value(cpu);
            long stored = value.value(cpu);
            return cpu.readModifyWrite(at, old -> stored);
        });
    }

    private CExpression lock() {
        CExpression lock = reader.expression();
        return barrier(cpu -> cpu.lock(lock.value(cpu)));
    }

    private CExpression unlock() {
        CExpression lock = reader.expression();
        return barrier(cpu -> cpu.unlock(lock.value(cpu)));
    }

    private CExpression tryLock() {
        CExpression lock = reader.expression();
        return truth(cpu -> cpu.readModifyWrite(lock.value(cpu), old -> old == 0 ? 1 : old) == 0 ? 1 : 0);
    }

    private CExpression isLocked() {
        CExpression lock = reader.expression();
        return truth(cpu -> cpu.load(lock.value(cpu)) == 0 ? 0 : 1);
    }

    private CExpression atomic(Token token, String name) {
        switch (name) {
            case "xchg", "atomic_xchg" -> {
                return exchange(reader.expression());
            }
            case "cmpxchg", "atomic_cmpxchg" -> {
                return compareExchange();
            }
            case "atomic_add_unless" -> {
                return addUnless();
            }
            default -> {
                String what = name.replaceFirst("^atomic_", "");
                boolean fetches = what.startsWith("fetch_");
                boolean returns = what.endsWith("_return");
                boolean tests = what.endsWith("_and_test");
                String operation = what.replaceFirst("^fetch_", "").replaceFirst("_return$|_and_test$", "");
                if (!name.startsWith("atomic_") || !ATOMIC.containsKey(operation)) {
                    throw scanner.error(token, "expected a kernel primitive with a counterpart on x86, found " + token);
                }
                CExpression amount = new Constant(1);
                if (!operation.equals("inc") && !operation.equals("dec")) {
                    amount = reader.expression();
                    scanner.expect(",");
                }
                CExpression result = operate(ATOMIC.get(operation), amount, !fetches);
                if (tests) {
                    return new Binary((a, b) -> a == b ? 1 : 0, result, new Constant(0));
                }
                return returns || fetches ? result : barrier(result::value);
            }
        }
    }

    /** Reads an address; the call returns the new value if {@code returnsNew}, else the old one. */
    private CExpression operate(LongBinaryOperator f, CExpression amount, boolean returnsNew) {
        CExpression address = reader.expression();
        makes(f, amount);
        return value(cpu -> {
            long by = amount.value(cpu);
            long old = cpu.readModifyWrite(address.value(cpu), v -> f.applyAsLong(v, by));
            return returnsNew ? f.applyAsLong(old, by) : old;
        });
    }

    private CExpression compareExchange() {
        CExpression address = reader.expression();
        CExpression expected = nextArgument();
        CExpression value = nextArgument();
        return value(cpu -> {
            long at = address.value(cpu);
            long wanted = expected.value(cpu);
            long stored = value.value(cpu);
            return cpu.readModifyWrite(at, old -> old == wanted ? stored : old);
        });
    }

    /**
     * {@code atomic_add_unless}: on x86 a plain load and then {@code LOCK CMPXCHG} until it succeeds or the value is the
     * one to leave alone. Attempts that fail change nothing and order no more than the last one, so one step stands for
     * all of them.
     */
    private CExpression addUnless() {
        CExpression address = reader.expression();
        CExpression amount = nextArgument();
        CExpression unless = nextArgument();
        makes(Long::sum, amount);
        return truth(cpu -> {
            long at = address.value(cpu);
            long by = amount.value(cpu);
            long left = unless.value(cpu);
            return cpu.load(at) == left || cpu.readModifyWrite(at, v -> v == left ? v : v + by) == left ? 0 : 1;
        });
    }

    private CExpression nextArgument() {
        scanner.expect(",");
        return thread.keeps(reader.expression());
    }

    /** Some value in memory and {@code amount} may meet in {@code f}. */
    private void makes(LongBinaryOperator f, CExpression amount) {
        CExpression anything = cpu -> 0;
        thread.countOperation();
        thread.keeps(new Binary(f, anything, amount));
    }

    private static CExpression value(CExpression.Primitive primitive) {
        return new Call(primitive);
    }

    /** A call that returns 0 or 1. */
    private static CExpression truth(CExpression.Primitive primitive) {
        return new CExpression() {
            @Override
            public long value(LitmusCpu cpu) {
                return primitive.call(cpu);
            }

            @Override
            public Set<Long> possible(Set<Long> known) {
                return Set.of(0L, 1L);
            }
        };
    }

    /** A call that returns nothing. */
    private static CExpression barrier(Consumer<LitmusCpu> effect) {
        return new Call(cpu -> {
            effect.accept(cpu);
            return 0;
        });
    }
}
