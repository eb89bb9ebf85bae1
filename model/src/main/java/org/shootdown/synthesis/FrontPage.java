package org.shootdown.synthesis;

import java.util.List;

/** The page {@code FRONT.md}: what the machine says about which policy it should be. Nothing on it is written by hand. */
public final class FrontPage {
    private FrontPage() {}

    /**
     * The page.
     *
     * @param command the command that writes it
     * @param measure what was decided
     * @param fronts the fronts, in their order
     */
    public static String markdown(
            String command, PolicySpace space, Measure measure, List<Front> fronts, List<Certificate> certificates) {
        StringBuilder out = new StringBuilder();
        out.append("# The cheapest policies that are safe\n\n");
        out.append("Written by `")
                .append(command)
                .append("`: every one of the ")
                .append(space.candidates().size());
        out.append(" rules of space `").append(space.id()).append("`, on each backend, in the cells selected.\n\n");
        out.append(
                        "A rule that is not better than another in any respect, and worse in some, is not shown. `worst` is the most sync\n")
                .append(
                        "IPIs that one execution sends; the other numbers are sums over the cells of the most that one of a cell's\n")
                .append(
                        "executions has, with three CPUs: sync IPIs, IPIs that disturb a CPU which neither walks nor uses the mm, flush IPIs,\n")
                .append(
                        "full barriers on a walker's path, cells in which the writer waits for a grace period. `alike` rules make the same\n")
                .append(
                        "machines in these cells. A name says what differs from mainline: `mm-restore` announces the mm and restores what\n")
                .append(
                        "was announced before, `walker-mb` and `sync-mb` are barriers, `to-` is whom the sync waits for, `all-lazy` takes in lazy\n")
                .append(
                        "CPUs where tables were unshared too, `skip-noted` is v3's dynamic skip, `one-` is what one table freed at once waits for.\n\n");
        out.append("## Fronts\n\n");
        fronts.forEach(front -> out.append(FrontReport.markdown(front)));
        out.append("## What each choice costs or breaks\n\n");
        out.append(
                "The cheapest rule with that choice that is SAFE wherever broadcast is, or, where there is none, what kills most.\n\n");
        out.append(measure.choices());
        out.append("## What each point rests on\n\n");
        out.append("For each rule that is weaker by a step: the shortest race that it allows.\n\n```\n");
        certificates.forEach(certificate -> out.append(FrontReport.text(certificate)));
        return out.append("```\n").toString();
    }
}
