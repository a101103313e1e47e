package io.telltale.almanac;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How facts are put into words: statements, questions of both splits and answers, per relation. */
public final class Phrasebook {

    private static final String RESOURCE = "phrases.txt";
    private static final String OPENING = "opening: ";
    private static final String CLAUSE = "clause: ";
    private static final Phrasebook SHIPPED = load();

    /** What a phrase is for. */
    public enum Use {
        STATEMENT("statement"),
        QUESTION("question"),
        HELD_OUT_QUESTION("held-out"),
        ANSWER("answer");

        private final String label;

        Use(String label) {
            this.label = label;
        }

        static Use ofLabel(String label) {
            for (Use use : values()) {
                if (use.label.equals(label)) {
                    return use;
                }
            }
            throw new IllegalArgumentException("no use of a phrase is called '" + label + "'");
        }
    }

    private final Map<Relation, Map<Use, List<Phrase>>> phrases = new EnumMap<>(Relation.class);

    private Phrasebook() {}

    /** The phrases the shipped checkpoints were trained on. */
    public static Phrasebook shipped() {
        return SHIPPED;
    }

    /** All phrases for one use, in a fixed order; never empty. */
    public List<Phrase> phrases(Relation relation, Use use) {
        var found = phrases.getOrDefault(relation, Map.of()).get(use);
        if (found == null) {
            throw new IllegalStateException(RESOURCE + " has no phrase to use as " + use + " of " + relation);
        }
        return List.copyOf(found);
    }

    private static Phrasebook load() {
        try (InputStream in = Objects.requireNonNull(Phrasebook.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static Phrasebook parse(List<String> lines) {
        var book = new Phrasebook();
        var openings = new ArrayList<String>();
        Relation relation = Relation.BIRTHPLACE;
        for (String line : lines) {
            if (line.startsWith("[")) {
                relation = Relation.valueOf(line.substring(1, line.length() - 1));
            } else if (line.startsWith(OPENING)) {
                openings.add(line.substring(OPENING.length()));
            } else if (line.startsWith(CLAUSE)) {
                book.addQuestions(relation, openings, line.substring(CLAUSE.length()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                book.add(relation, line);
            }
        }
        return book;
    }

    private void addQuestions(Relation relation, List<String> openings, String clause) {
        for (String opening : openings) {
            add(relation, Use.QUESTION.label + ": " + opening.replace("{c}", clause));
        }
    }

    private void add(Relation relation, String line) {
        int colon = line.indexOf(": ");
        phrases.computeIfAbsent(relation, ignored -> new EnumMap<>(Use.class))
                .computeIfAbsent(Use.ofLabel(line.substring(0, colon)), ignored -> new ArrayList<>())
                .add(new Phrase(line.substring(colon + 2)));
    }
}
