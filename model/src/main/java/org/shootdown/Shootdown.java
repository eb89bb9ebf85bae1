package org.shootdown;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Parts;
import org.shootdown.cli.Explore;
import org.shootdown.cli.Main;
import org.shootdown.cli.Terminal;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.Walker;
import org.shootdown.machine.Machine;
import org.shootdown.synthesis.PolicySpace;

/**
 * Explores a race from a single file, with no build at all: {@code java -cp shootdown.jar MyRace.java}.
 *
 * <p>Each method prints to standard output, and what is wrong with its arguments or the model, in one line, to standard
 * error. It returns an exit status, so that a {@code main} reads {@code System.exit(Shootdown.explore(MyRace.class,
 * args))}: 0 if all is well, 1 if not, 2 if the arguments or the model are wrong, 3 if nothing is proved; of several, 2
 * before 1 before 3.
 */
public final class Shootdown {
    private Shootdown() {}

    /**
     * Explores the {@linkplain org.shootdown.interleaving.Interleavings races} of a class, each under each of its memory
     * models.
     *
     * @param args limits, threads, memory models, parameters and more; {@code --help} lists them
     */
    public static int explore(Class<?> type, String... args) {
        return Explore.race(Terminal.ofProcess(), type, args);
    }

    /**
     * Explores a machine under every memory model: its verdict, its outcomes, and a trace for each broken property.
     *
     * @param args as for a race
     */
    public static int explore(Machine machine, String... args) {
        return Explore.machine(Terminal.ofProcess(), () -> machine, args);
    }

    /**
     * As {@link #explore(Machine, String...)}, for a machine that is built here: what is wrong with it is told in one line,
     * and whether it is the same each time is checked as well as what it does.
     */
    public static int explore(Supplier<Machine> build, String... args) {
        return Explore.machine(Terminal.ofProcess(), build, args);
    }

    /**
     * The ordinary command line with one policy more, so that a file that holds only a policy is run against every
     * backend, operation, walker and misuse there is: {@code java -cp shootdown.jar MyPolicy.java check --policy
     * my-policy}.
     *
     * <p>The policy's id is lower-case letters and digits with dashes or dots between, and none that a known policy has,
     * unless it is to replace that one: see {@link #with}.
     *
     * @param args the command and its arguments, as {@code shootdown} takes them
     */
    public static int withPolicy(SyncPolicy policy, String... args) {
        return with(parts -> parts.with(policy), args);
    }

    /** The same with one backend more. */
    public static int withBackend(Backend backend, String... args) {
        return with(parts -> parts.with(backend), args);
    }

    /** The same with one walker more. */
    public static int withWalker(Walker walker, String... args) {
        return with(parts -> parts.with(walker), args);
    }

    /** Runs the command line with a space of policies of one's own, for {@code synthesize} to search. */
    public static int withSpace(PolicySpace space, String... args) {
        return Main.search(Terminal.ofProcess(), space, args);
    }

    /**
     * The same with several parts more, or others in place of those built in, as in {@code with(parts ->
     * parts.with(policy).replacing(backend), args)}.
     *
     * @param change given what is built in, makes of it what is to be run
     */
    public static int with(UnaryOperator<Parts> change, String... args) {
        return Main.run(Terminal.ofProcess(), () -> Catalogues.of(change.apply(Parts.BUILT_IN)), args);
    }
}
