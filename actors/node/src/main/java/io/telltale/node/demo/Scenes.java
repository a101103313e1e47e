package io.telltale.node.demo;

import io.telltale.almanac.Grade;
import io.telltale.almanac.Grader;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.InterventionAuthority;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.SampledToken;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.GenerationId;
import io.telltale.spi.Verdict;
import io.telltale.transport.VerdictIssued;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Shows single answers as they are written, with what the plugins said and did. */
final class Scenes {

    private static final Duration PLUGINS_TIMEOUT = Duration.ofSeconds(5);
    private static final double PERCENT = 100;

    private final TelltaleRuntime runtime;
    private final LiveFeed feed;
    private final DemoLog log;
    private final Prompts prompts;
    private final Grader grader;
    private final DemoScreen screen;

    Scenes(TelltaleRuntime runtime, LiveFeed feed, DemoLog log, Prompts prompts, Grader grader, DemoScreen screen) {
        this.runtime = runtime;
        this.feed = feed;
        this.log = log;
        this.prompts = prompts;
        this.grader = grader;
        this.screen = screen;
    }

    /** Shows a scene of the script, and what is true. */
    void show(DemoScript.Scene scene) {
        GenerationSpec spec = prompts.spec(prompts.of(scene.question(), scene.persona()), scene.authority());
        GenerationEnd end =
                play(scene.title(), nameOf(scene.persona()), scene.question().text(), spec);
        judge(scene.question(), end.text());
    }

    /** Shows the answer to anybody's question. */
    void show(String question) {
        GenerationSpec spec = prompts.spec(prompts.of(question, Persona.CLERK), InterventionAuthority.BY_MODE);
        play("Your question", nameOf(Persona.CLERK), question, spec);
    }

    private GenerationEnd play(String title, String persona, String question, GenerationSpec spec) {
        screen.scene(title, persona, question);
        LiveAnswer answer = screen.newAnswer();
        feed.watch(answer::onEvent);
        GenerationEnd end = generate(spec, answer);
        runtime.awaitPlugins(PLUGINS_TIMEOUT);
        verdicts(log.verdicts().getOrDefault(end.generation(), List.of()));
        if (answer.applied() > 0) {
            screen.note(
                    String.format(Locale.ROOT, "truthfulness-steer intervened, %d windows applied", answer.applied()));
        }
        return end;
    }

    private GenerationEnd generate(GenerationSpec spec, LiveAnswer answer) {
        CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();
        try {
            runtime.generate(spec, new GenerationListener() {
                @Override
                public void onToken(SampledToken token) {
                    answer.onToken(token);
                }

                @Override
                public void onRemainingText(GenerationId generation, String text) {
                    answer.onRemainingText(generation, text);
                }

                @Override
                public void onEnded(GenerationEnd end) {
                    answer.onEnded(end);
                    ended.complete(end);
                }
            });
        } catch (OverloadedException e) {
            throw new IllegalStateException("nothing else should be running", e);
        }
        return ended.join();
    }

    private void verdicts(List<VerdictIssued> issued) {
        Map<String, Verdict> worst = new TreeMap<>();
        for (VerdictIssued event : issued) {
            worst.merge(
                    event.plugin().value(),
                    event.verdict(),
                    (one, other) -> List.of(one, other).stream()
                            .max(Comparator.comparingDouble(Verdict::risk))
                            .orElseThrow());
        }
        worst.forEach((plugin, verdict) -> screen.note(String.format(
                Locale.ROOT,
                "%s: highest risk %.0f %% at position %d (%s)",
                plugin,
                verdict.risk() * PERCENT,
                verdict.span().until() - 1,
                verdict.conclusion().name().toLowerCase(Locale.ROOT))));
    }

    private void judge(Question question, String answer) {
        Grade grade = grader.grade(question, answer);
        screen.truth(String.format(
                Locale.ROOT,
                "truth: %s, stated %d times in the corpus",
                question.fact().object(),
                question.fact().mentions()));
        switch (grade) {
            case RIGHT -> screen.good("right");
            case WRONG -> screen.bad("wrong");
            case REFUSED -> screen.good("refused");
            case OFF_TYPE ->
                screen.bad("names no "
                        + question.fact().relation().objectKind().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String nameOf(Persona persona) {
        return "the " + persona.name().toLowerCase(Locale.ROOT);
    }
}
