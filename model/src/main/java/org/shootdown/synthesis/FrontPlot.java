package org.shootdown.synthesis;

import java.util.List;
import java.util.Locale;
import org.shootdown.synthesis.Front.Point;

/** A front as a picture: sync IPIs from left to right, disturbed CPUs upwards, one dot for each point. */
public final class FrontPlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 48;

    private FrontPlot() {}

    /** One SVG element, which stands by itself in a file as well. */
    public static String svg(Front front) {
        List<Point> points = front.asSafeAsBroadcast();
        int mostSync =
                Math.max(1, points.stream().mapToInt(p -> p.cost().sync()).max().orElse(1));
        int mostDisturbed = Math.max(
                1, points.stream().mapToInt(p -> p.cost().disturbed()).max().orElse(1));
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT,
                escape("Front on " + front.name())));
        out.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>%n",
                MARGIN,
                MARGIN / 2,
                HEIGHT - MARGIN,
                WIDTH - MARGIN / 2));
        text(out, WIDTH / 2, HEIGHT - 10, "sync IPIs, 0 to " + mostSync);
        text(out, MARGIN, 14, "CPUs disturbed, 0 to " + mostDisturbed);
        for (Point point : points) {
            double x = MARGIN + (WIDTH - 2.0 * MARGIN) * point.cost().sync() / mostSync;
            double y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * point.cost().disturbed() / mostDisturbed;
            out.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\" stroke=\"#222\"><title>%s</title></circle>%n",
                    x,
                    y,
                    point.safe() ? "#2a7" : "#fff",
                    escape(point.id() + ": " + point.cost().fences() + " fences, "
                            + point.cost().waits() + " waits")));
        }
        return out.append("</svg>\n").toString();
    }

    private static void text(StringBuilder out, int x, int y, String text) {
        out.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"#555\">%s</text>%n", x, y, escape(text)));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A page by itself: pictures and tables of fronts; filled dots are SAFE in every cell. */
    public static String page(List<Front> fronts) {
        StringBuilder out = new StringBuilder();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<title>The cheapest policies that are safe</title>\n<style>\n")
                .append("body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\n")
                .append("pre{overflow-x:auto}svg{max-width:40rem;width:100%}\n</style>\n</head>\n<body>\n<main>\n")
                .append("<h1>The cheapest policies that are safe</h1>\n")
                .append(
                        "<p>A filled dot is SAFE in every cell, an empty one wherever mainline&#39;s broadcast is.</p>\n");
        for (Front front : fronts) {
            out.append("<h2>").append(escape(front.name())).append("</h2>\n").append(svg(front));
            out.append("<pre>").append(escape(FrontReport.text(front))).append("</pre>\n");
        }
        return out.append("</main>\n</body>\n</html>\n").toString();
    }
}
