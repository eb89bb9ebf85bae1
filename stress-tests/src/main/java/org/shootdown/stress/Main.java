package org.shootdown.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.openjdk.jcstress.Options;

/**
 * JCStress as it is, but for three things: {@code --plan} says which tests a host runs, {@code --merge} puts results of
 * several hosts together, and a host that can run none of the tests selected is an error rather than an empty success.
 */
public final class Main {
    private static final int REFUSED = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("--plan")) {
            plan(args);
        } else if (args.length > 0 && args[0].equals("--merge")) {
            merge(args);
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

    private static void merge(String[] args) {
        if (args.length < 3) {
            refuse(
                    "--merge takes the file to write and then the files to read, as in: --merge all.bin.gz a.bin.gz b.bin.gz");
        }
        Path to = Path.of(args[1]);
        if (Files.exists(to)) {
            refuse(to + " exists already");
        }
        try {
            Merge.merge(Stream.of(args).skip(2).map(Path::of).toList(), to);
        } catch (IOException e) {
            refuse("cannot merge: " + e.getMessage());
        }
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
        System.exit(REFUSED);
    }
}
