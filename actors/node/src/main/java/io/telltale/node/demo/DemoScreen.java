package io.telltale.node.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Where the demo shows what it does. */
final class DemoScreen {

    private final PrintWriter out;
    private final Palette palette;

    DemoScreen(PrintWriter out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    LiveAnswer newAnswer() {
        return new LiveAnswer(out, palette);
    }

    void scene(String title, String persona, String question) {
        out.println();
        out.println(palette.strong(title));
        out.println(palette.faint("  " + persona + " is asked: ") + question);
        out.print("  ");
        out.flush();
    }

    void truth(String text) {
        out.println(palette.faint("  " + text));
    }

    void good(String text) {
        out.println("  " + palette.good(text));
    }

    void bad(String text) {
        out.println("  " + palette.bad(text));
    }

    void note(String text) {
        out.println("  " + text);
    }

    void status(String what) {
        out.println(palette.faint(what + " ..."));
    }

    /** Shows how far a count has come, on one line where the screen can. */
    void progress(String what, int done, int all) {
        if (palette == Palette.COLOUR) {
            out.printf(Locale.ROOT, "\r\u001b[2m%-40s %3d / %d\u001b[0m%s", what, done, all, done == all ? "\n" : "");
            out.flush();
        } else if (done == all) {
            out.printf(Locale.ROOT, "%-40s %3d / %d%n", what, done, all);
        }
    }

    void summary(DemoSummary summary) {
        new SummaryPrinter(out, palette).print(summary);
    }
}
