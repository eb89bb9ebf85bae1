package org.shootdown.stress;

import java.util.Arrays;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jcstress.Options;

/**
 * JCStress as it is, but for two things: {@code --plan} says which tests a host runs, and a host that can run none of
 * the tests selected is an error rather than an empty success.
 */
public final class Main {
    private static final int NOTHING_RUN = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("--plan")) {
            plan(args);
        } else {
            jcstress(args);
        }
    }

    private static void plan(String[] args) {
        int cpus = Runtime.getRuntime().availableProcessors();
        if (args.length == 2 && args[1].matches("[1-9][0-9]{0,5}")) {
            cpus = Integer.parseInt(args[1]);
        } else if (args.length != 1) {
            refuse("--plan takes at most a number of CPUs, as in: --plan 8");
        }
        Plan.of("", cpus).print(System.out);
    }

    private static void jcstress(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            System.exit(1);
        }
        if (!options.shouldList() && !options.shouldParse()) {
            check(options.getTestFilter(), options.getCPUCount());
        }
        org.openjdk.jcstress.Main.main(withCpus(args, options.getCPUCount()));
    }

    private static void check(String filter, int cpus) {
        Plan plan = null;
        try {
            plan = Plan.of(filter, cpus);
        } catch (PatternSyntaxException e) {
            refuse("-t " + filter + " is not a regular expression: " + e.getDescription());
        }
        if (plan.tests().isEmpty()) {
            refuse("no test matches -t " + filter + "; -l lists them all");
        }
        if (plan.run().isEmpty()) {
            int needed = plan.tests().stream().mapToInt(t -> t.threads()).min().getAsInt();
            refuse("the tests selected need at least " + needed + " CPUs, and there are " + cpus
                    + "; --plan lists what " + cpus + " CPUs can run");
        }
        if (!plan.leftOut().isEmpty()) {
            System.out.println("Left out for want of CPUs: " + plan.leftOut().size() + " of "
                    + plan.tests().size() + " tests; --plan lists them.");
        }
    }

    /** Spares JCStress from counting the CPUs again. */
    private static String[] withCpus(String[] args, int cpus) {
        if (Arrays.asList(args).contains("-c")) {
            return args;
        }
        String[] more = Arrays.copyOf(args, args.length + 2);
        more[args.length] = "-c";
        more[args.length + 1] = Integer.toString(cpus);
        return more;
    }

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(NOTHING_RUN);
    }
}
