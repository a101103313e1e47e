package io.telltale.node.demo;

import io.telltale.almanac.Grader;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.InterventionAuthority;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.transport.FinishReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Asks many questions, some at a time, and grades the answers. */
final class Interviewer {

    private final TelltaleRuntime runtime;
    private final Prompts prompts;
    private final Grader grader;
    private final int atATime;

    Interviewer(TelltaleRuntime runtime, Prompts prompts, Grader grader, int atATime) {
        this.runtime = runtime;
        this.prompts = prompts;
        this.grader = grader;
        this.atATime = atATime;
    }

    /**
     * Asks and waits for all answers.
     *
     * @param progress is told the number of answers so far
     * @return in the order of the questions
     */
    List<Asked> ask(
            List<Question> questions, Persona persona, InterventionAuthority authority, Consumer<Integer> progress) {
        List<CompletableFuture<Asked>> all = new ArrayList<>();
        Queue<CompletableFuture<Asked>> running = new ArrayDeque<>();
        for (Question question : questions) {
            if (running.size() >= atATime) {
                running.remove().join();
                progress.accept(all.size() - running.size());
            }
            CompletableFuture<Asked> asked = ask(question, persona, authority);
            all.add(asked);
            running.add(asked);
        }
        List<Asked> answers = all.stream().map(CompletableFuture::join).toList();
        progress.accept(answers.size());
        return answers;
    }

    private CompletableFuture<Asked> ask(Question question, Persona persona, InterventionAuthority authority) {
        try {
            return runtime.generate(prompts.spec(prompts.of(question, persona), authority))
                    .thenApply(end -> graded(end, question, persona))
                    .toCompletableFuture();
        } catch (OverloadedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Asked graded(GenerationEnd end, Question question, Persona persona) {
        if (end.reason() == FinishReason.FAILED) {
            throw new IllegalStateException("a generation failed: " + end.error());
        }
        return new Asked(end.generation(), question, persona, end.text(), grader.grade(question, end.text()));
    }
}
