package org.shootdown.report;

import java.util.List;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Choice;
import org.shootdown.catalogue.Scenario;
import org.shootdown.drawing.Wrap;

/** What there is to select from, in plain text. */
public final class CatalogueListing {
    private CatalogueListing() {}

    /** One entry per catalogue. */
    public static String catalogues(List<Catalogue> catalogues, int width) {
        StringBuilder text = new StringBuilder("--catalogue\n");
        for (Catalogue catalogue : catalogues) {
            text.append(entry(
                    catalogue.id(),
                    catalogue.description(),
                    longest(catalogues.stream().map(Catalogue::id).toList()),
                    width));
        }
        return text.append('\n').toString();
    }

    /** Every choice on every axis, and the combinations that are left out with the reason. */
    public static String choices(Catalogue catalogue, int width) {
        StringBuilder text = new StringBuilder();
        for (Axis axis : Axis.values()) {
            List<Choice> choices = catalogue.choices(axis);
            text.append(Wrap.paragraph("--" + axis.id() + ": " + axis.description(), "", "    ", width));
            int column = longest(choices.stream().map(Choice::id).toList());
            choices.forEach(choice -> text.append(entry(choice.id(), choice.description(), column, width)));
            text.append('\n');
        }
        text.append(leftOut(catalogue, width));
        return text.toString();
    }

    /** The rules by which combinations are left out, with the reason; empty if there are none. */
    public static String leftOut(Catalogue catalogue, int width) {
        StringBuilder text = new StringBuilder();
        for (Catalogue.LeftOut rule : catalogue.leftOut()) {
            text.append(text.isEmpty() ? "Left out:\n" : "");
            text.append(Wrap.paragraph(rule.what() + ": " + rule.reason(), "  ", "    ", width));
        }
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    /** Scenario names, one a line. */
    public static String scenarios(Catalogue catalogue, List<Scenario> scenarios) {
        StringBuilder text = new StringBuilder("Scenarios of catalogue " + catalogue.id() + ":\n");
        for (Scenario scenario : scenarios) {
            text.append("  ").append(scenario.name()).append(scenario.control() ? "  (a control: meant to fail)" : "");
            text.append('\n');
        }
        return text.append(Wording.count(scenarios.size(), "scenario"))
                .append(".\n")
                .toString();
    }

    private static int longest(List<String> words) {
        return words.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String entry(String id, String description, int column, int width) {
        String first = "  " + id + " ".repeat(column - id.length() + 2);
        return Wrap.paragraph(description, first, " ".repeat(first.length()), width);
    }
}
