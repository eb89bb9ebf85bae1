package org.shootdown.synthesis;

import java.util.ArrayList;
import java.util.List;

/** A point as a Java file of its own, which runs with nothing but the jar, and as prose in the kernel's words. */
final class RuleFile {
    private final Rule r;
    private final StringBuilder out = new StringBuilder();

    private RuleFile(Rule r) {
        this.r = r;
    }

    /** A class name for a point: its id without dashes. */
    static String className(Rule r) {
        StringBuilder name = new StringBuilder();
        for (String part : r.id().split("-")) {
            name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        }
        return name.toString();
    }

    /** The file: a policy with this rule on every backend, to be run like any policy of one's own. */
    static String java(Rule r) {
        return new RuleFile(r).java();
    }

    private String java() {
        String name = className(r);
        boolean announces = r.announcement() != Rule.Announcement.NONE;
        line("import org.shootdown.Shootdown;");
        line("import org.shootdown.kernel.*;");
        line("import org.shootdown.kernel.policy.TableSync;");
        line("import org.shootdown.machine.*;");
        line("");
        line("/**");
        prose(r).forEach(sentence -> line(" * " + sentence));
        line(" */");
        line("record " + name + "() implements SyncRule {");
        if (announces) {
            announcement();
        }
        line("    @Override");
        line("    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {");
        if (r.skip() != Rule.Skip.NEVER) {
            line("        if (tlb.takeFlushSentIpi()) {");
            line("            return;");
            line("        }");
        }
        sync();
        line("    }");
        if (r.unsharer() == Rule.Unsharer.EVERY) {
            method("void syncUnshared(Kernel k, Cpu cpu, Gather tlb)", "syncOne(k, cpu, tlb);");
        }
        switch (r.one()) {
            case GRACE_PERIOD -> method("void syncFreeOne(Kernel k, Cpu cpu, Gather tlb)", "cpu.synchronizeRcu();");
            case SYNC -> method("void syncRcu(Kernel k, Cpu cpu, Gather tlb)", "syncOne(k, cpu, tlb);");
            default -> {}
        }
        if (r.skip() == Rule.Skip.NOTED_BY_LAST_FLUSH) {
            method("void flushBegins(Gather tlb)", "tlb.takeFlushSentIpi();");
        }
        switch (r.lazy()) {
            case NEVER -> method("boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables)", "return false;");
            case FREED_AND_UNSHARED ->
                method(
                        "boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables)",
                        "return freedTables || unsharedTables;");
            default -> {}
        }
        if (r.sync() == Rule.Sync.ASYMMETRIC) {
            line("");
            line("    private record Barrier() implements IpiFunction {");
            line("        @Override");
            line("        public void run(Cpu cpu) {");
            line("            cpu.smpMb();");
            line("        }");
            line("");
            line("        @Override");
            line("        public Purpose purpose() {");
            line("            return Purpose.TABLE_SYNC;");
            line("        }");
            line("    }");
        }
        if (!r.isAskedForOrder()) {
            method("boolean isAskedForOrder()", "return false;");
        }
        line("");
        line("    public static void main(String[] args) {");
        line("        SyncPolicy policy = SyncPolicy.everywhere(\"" + r.id() + "\", \"found by synthesis\", new " + name
                + "());");
        line("        System.exit(Shootdown.withPolicy(policy, args));");
        line("    }");
        line("}");
        return out.toString();
    }

    private void announcement() {
        String max = switch (r.announcement()) {
            case MM -> "k.mmCount() + 1";
            case COUNT -> "2";
            default -> "1";
        };
        String value = switch (r.announcement()) {
            case MM -> "mm == Kernel.INIT_MM ? k.mmCount() + 1 : mm";
            case COUNT -> "Math.min(before + 1, 2)";
            default -> "1";
        };
        boolean looks = r.end() == Rule.End.RESTORE || r.end() == Rule.End.DECREMENT;
        line("    private static final String TRACKER = \"lockless_walk\";");
        method("void declare(Kernel k)", "k.perCpus().forEach(cpu -> cpu.declare(TRACKER, " + max + ", 0));");
        line("");
        line("    @Override");
        line("    public int walkStart(Kernel k, Cpu cpu, int mm) {");
        line("        Cell mine = k.perCpu(cpu).own(TRACKER);");
        line("        int before = " + (looks ? "cpu.readOnce(mine)" : "0") + ";");
        line("        cpu.writeOnce(mine, " + value + ");");
        if (r.walker() == Rule.Walker.MB) {
            line("        cpu.smpMb();");
        }
        line("        return before;");
        line("    }");
        method(
                "void walkEnd(Kernel k, Cpu cpu, int token)",
                "cpu.storeRelease(k.perCpu(cpu).own(TRACKER), " + (r.end() == Rule.End.CLEAR ? "0" : "token") + ");");
        line("");
    }

    private void sync() {
        switch (r.sync()) {
            case RMB -> line("        cpu.smpRmb();");
            case MB -> line("        cpu.smpMb();");
            case ASYMMETRIC -> {
                line("        cpu.smpMb();");
                line("        cpu.callFunctionMany(cpu.onlineMask(), new Barrier(), true);");
            }
            default -> {}
        }
        String mask = "tlb.mm().readCpumask(cpu)";
        switch (r.target()) {
            case NOBODY -> {}
            case ALL -> line("        TableSync.interrupt(cpu, cpu.onlineMask());");
            case GRACE_PERIOD -> line("        cpu.synchronizeRcu();");
            case MASK -> line("        TableSync.interrupt(cpu, " + mask + ");");
            default -> {
                line("        CpuMask among = " + (r.target() == Rule.Target.MASK_AND_ANY ? mask : "cpu.onlineMask()")
                        + ";");
                line("        CpuMask found = " + (r.target() == Rule.Target.MASK_OR_SAME_MM ? mask : "cpu.emptyMask()")
                        + ";");
                line("        int mm = tlb.mm().id();");
                line("        cpu.forEachOther(among, other -> {");
                line("            int says = cpu.readOnce(k.perCpu(other).own(TRACKER));");
                line("            if (" + (r.target().asksForMm() ? "says == mm" : "says != 0") + ") {");
                line("                found.add(other);");
                line("            }");
                line("        });");
                line("        TableSync.interrupt(cpu, found);");
            }
        }
    }

    private void method(String signature, String body) {
        line("");
        line("    @Override");
        line("    public " + signature + " {");
        line("        " + body);
        line("    }");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** What the point is, one sentence a line: which kernel function does what, and which barrier pairs with which. */
    static List<String> prose(Rule r) {
        List<String> lines = new ArrayList<>();
        switch (r.announcement()) {
            case NONE -> lines.add("Walkers announce nothing: gup_fast and perf walk as they do today.");
            case FLAG ->
                lines.add("gup_fast and perf set a per-CPU flag, with interrupts off, before their first load.");
            case MM ->
                lines.add(
                        "gup_fast and perf store the mm that they walk in a per-CPU variable before their first load.");
            case COUNT ->
                lines.add("gup_fast and perf count their walks in a per-CPU variable before their first load.");
        }
        switch (r.end()) {
            case CLEAR -> lines.add("The end of a walk clears the variable, with release semantics, whatever it held.");
            case RESTORE ->
                lines.add("The end of a walk restores, with release semantics, what the variable held before.");
            case DECREMENT -> lines.add("The end of a walk takes its count away, with release semantics.");
            default -> {}
        }
        if (r.walker() == Rule.Walker.MB) {
            lines.add("smp_mb in the walker, after the announcement, pairs with "
                    + (r.sync() == Rule.Sync.MB ? "smp_mb in the sync." : "what is fully ordered before the sync."));
        } else if (r.announcement() != Rule.Announcement.NONE && r.sync() != Rule.Sync.ASYMMETRIC) {
            lines.add("The walker has no barrier after its announcement.");
        }
        switch (r.sync()) {
            case RMB -> lines.add("tlb_remove_table_sync_one begins with smp_rmb.");
            case MB -> lines.add("tlb_remove_table_sync_one begins with smp_mb, after the page table's change.");
            case ASYMMETRIC ->
                lines.add(
                        "tlb_remove_table_sync_one has every other CPU make a full barrier, by interrupt, before it looks.");
            default -> {}
        }
        switch (r.target()) {
            case NOBODY -> lines.add("tlb_remove_table_sync_one interrupts nobody: the flush before it has to do.");
            case ALL -> lines.add("tlb_remove_table_sync_one interrupts every other online CPU, and waits.");
            case GRACE_PERIOD -> lines.add("tlb_remove_table_sync_one waits for an RCU grace period.");
            case MASK -> lines.add("tlb_remove_table_sync_one interrupts the CPUs in mm_cpumask(tlb->mm), and waits.");
            case ANY -> lines.add("tlb_remove_table_sync_one interrupts the CPUs that announce a walk, and waits.");
            case SAME_MM ->
                lines.add("tlb_remove_table_sync_one interrupts the CPUs that announce tlb->mm, and waits.");
            case MASK_AND_ANY ->
                lines.add(
                        "tlb_remove_table_sync_one interrupts the CPUs in mm_cpumask(tlb->mm) that announce a walk, and waits.");
            case MASK_OR_SAME_MM ->
                lines.add(
                        "tlb_remove_table_sync_one interrupts the CPUs in mm_cpumask(tlb->mm) or that announce it, and waits.");
        }
        switch (r.skip()) {
            case NOTED -> lines.add("It is skipped once after a flush of the gather that noted that it interrupted.");
            case NOTED_BY_LAST_FLUSH ->
                lines.add(
                        "It is skipped if the last flush of the gather noted that it interrupted; a flush begins without a note.");
            default -> {}
        }
        lines.add(
                r.unsharer() == Rule.Unsharer.EVERY
                        ? "tlb_flush_unshared_tables synchronises whoever unshares, not the last sharer only."
                        : "tlb_flush_unshared_tables synchronises if the table is no longer shared, as today.");
        lines.add(
                switch (r.lazy()) {
                    case NEVER -> "tlb_flush takes in no lazy CPU.";
                    case FREED -> "tlb_flush takes in lazy CPUs where tables were freed, as today.";
                    case FREED_AND_UNSHARED -> "tlb_flush takes in lazy CPUs where tables were freed or unshared.";
                });
        lines.add(
                switch (r.one()) {
                    case AS_POSTED ->
                        "__tlb_remove_table_one synchronises like that up to 7.0, and by a grace period in 7.1.";
                    case GRACE_PERIOD -> "__tlb_remove_table_one waits for a grace period.";
                    case SYNC -> "__tlb_remove_table_one synchronises like that, in 7.1 too.";
                });
        return lines;
    }
}
