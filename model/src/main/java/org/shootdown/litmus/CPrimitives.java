package org.shootdown.litmus;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.shootdown.litmus.CExpression.Binary;
import org.shootdown.litmus.CExpression.Call;
import org.shootdown.litmus.CExpression.Constant;
import org.shootdown.litmus.Scanner.Token;
import org.shootdown.machine.Cpu;

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
            "andnot", (a, b) -> a & ~b,
            "or", (a, b) -> a | b,
            "xor", (a, b) -> a ^ b);

    private final Scanner scanner;
    private final CReader reader;
    private final List<CThread> threads;
    private final int number;
    private final Srcu srcu;

    /** Reads calls in the last of {@code threads}; more may be added before any is run. */
    CPrimitives(Scanner scanner, CReader reader, List<CThread> threads, Srcu srcu) {
        this.scanner = scanner;
        this.reader = reader;
        this.threads = threads;
        this.number = threads.size() - 1;
        this.srcu = srcu;
    }

    /** Reads the arguments of the function called {@code token}, whose opening parenthesis is behind us. */
    CExpression call(Token token) {
        String name = token.text().replaceFirst("_(relaxed|acquire|release)$", "");
        CExpression call = switch (token.text()) {
            case "READ_ONCE", "rcu_dereference" -> load(reader.lvalue().address());
            case "WRITE_ONCE", "rcu_assign_pointer" -> store(reader.lvalue());
            case "smp_load_acquire", "atomic_read", "atomic_read_acquire" -> load(reader.expression());
            case "smp_store_release", "atomic_set", "atomic_set_release" -> store(reader.place());
            case "smp_store_mb" -> exchange(reader.lvalue());
            case "smp_mb" -> barrier(cpu -> cpu.step(Cpu::smpMb));
            case "smp_rmb" -> barrier(cpu -> cpu.step(Cpu::smpRmb));
            case "smp_wmb" -> barrier(cpu -> cpu.step(Cpu::smpWmb));
            case "barrier",
                    "smp_mb__before_atomic",
                    "smp_mb__after_atomic",
                    "smp_mb__after_spinlock",
                    "smp_mb__after_unlock_lock" -> barrier(cpu -> {});
            case "rcu_read_lock" -> barrier(LitmusCpu::rcuReadLock);
            case "rcu_read_unlock" -> barrier(LitmusCpu::rcuReadUnlock);
            case "synchronize_rcu", "synchronize_rcu_expedited" -> barrier(LitmusCpu::synchronizeRcu);
            case "srcu_read_lock", "srcu_down_read" -> srcu.lock(number, srcuStruct());
            case "srcu_read_unlock", "srcu_up_read" -> srcuUnlock();
            case "synchronize_srcu", "synchronize_srcu_expedited" -> srcu.synchronize(number, srcuStruct());
            case "smp_mb__after_srcu_read_unlock" -> srcu.barrierAfterUnlock();
            case "smp_memb" -> barrier(this::membarrier);
            case "spin_lock" -> lock();
            case "spin_unlock" -> unlock();
            case "spin_trylock" -> tryLock();
            case "spin_is_locked" -> isLocked();
            case "spin_unlock_wait" -> unlockWait();
            default -> atomic(token, name);
        };
        scanner.expect(")");
        return call;
    }

    private CExpression load(CExpression address) {
        return value(cpu -> cpu.load(address.value(cpu)));
    }

    private CExpression store(CPlace place) {
        scanner.expect(",");
        CExpression value = reader.valueFor(place.type());
        return barrier(cpu -> {
            long at = place.address().value(cpu);
            cpu.store(at, value.value(cpu));
        });
    }

    private CExpression exchange(CPlace place) {
        scanner.expect(",");
        CExpression value = reader.valueFor(place.type());
        return value(cpu -> {
            long at = place.address().value(cpu);
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
        return value(cpu -> cpu.readModifyWrite(lock.value(cpu), old -> old == 0 ? 1 : old) == 0 ? 1 : 0);
    }

    private CExpression isLocked() {
        CExpression lock = reader.expression();
        return value(cpu -> cpu.load(lock.value(cpu)) == 0 ? 0 : 1);
    }

    /** {@code spin_unlock_wait}, which the kernel had up to 4.13: waits until the lock is free, and orders nothing. */
    private CExpression unlockWait() {
        CExpression lock = reader.expression();
        return barrier(cpu -> cpu.awaitZero(lock.value(cpu)));
    }

    /** The srcu_struct that a call names; a pointer that must be computed first could mean any. */
    private long srcuStruct() {
        Token at = scanner.peek();
        if (reader.expression() instanceof Constant struct) {
            return struct.value();
        }
        throw scanner.error(at, "expected the name of an srcu_struct, found " + at);
    }

    private CExpression srcuUnlock() {
        long struct = srcuStruct();
        scanner.expect(",");
        return srcu.unlock(struct, reader.expression());
    }

    /**
     * {@code smp_memb}, the expedited {@code sys_membarrier} (membarrier_global_expedited): a full barrier here and,
     * by an interrupt before this call returns, one on every other CPU.
     */
    private void membarrier(LitmusCpu cpu) {
        cpu.step(self -> {
            self.smpMb();
            others(self, other -> self.sendIpi(other, new MembarrierIpi()));
            others(self, self::awaitIpi);
            self.smpMb();
        });
    }

    private void others(Cpu self, IntConsumer each) {
        IntStream.range(0, threads.size()).filter(other -> other != self.id()).forEach(each);
    }

    private CExpression atomic(Token token, String name) {
        switch (name) {
            case "xchg", "atomic_xchg" -> {
                return exchange(reader.place());
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
                boolean asksForSign = what.endsWith("_negative");
                String operation = what.replaceFirst("^fetch_", "").replaceFirst("_return$|_and_test$|_negative$", "");
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
                if (asksForSign) {
                    return new Binary((a, b) -> a < b ? 1 : 0, result, new Constant(0));
                }
                return returns || fetches ? result : barrier(result::value);
            }
        }
    }

    /** Reads an address; the call returns the new value if {@code returnsNew}, else the old one. */
    private CExpression operate(LongBinaryOperator f, CExpression amount, boolean returnsNew) {
        CExpression address = reader.expression();
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
        return value(cpu -> {
            long at = address.value(cpu);
            long by = amount.value(cpu);
            long left = unless.value(cpu);
            return cpu.load(at) == left || cpu.readModifyWrite(at, v -> v == left ? v : v + by) == left ? 0 : 1;
        });
    }

    private CExpression nextArgument() {
        scanner.expect(",");
        return reader.expression();
    }

    private static CExpression value(CExpression.Primitive primitive) {
        return new Call(primitive);
    }

    /** A call that returns nothing. */
    private static CExpression barrier(Consumer<LitmusCpu> effect) {
        return new Call(cpu -> {
            effect.accept(cpu);
            return 0;
        });
    }
}
