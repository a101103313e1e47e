package io.telltale.benchmarks;

import io.telltale.almanac.ShippedModel;
import io.telltale.benchmarks.contender.BatchDecoder;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How often another precision finds the token that float32 finds, on the Almanac's held-out questions: both read the same
 * question and the answer that float32 gives, and are asked for the next token at every position of the answer, its end included.
 */
final class AgreementPart {

    private static final int QUESTIONS = 400;
    private static final int ANSWER_TOKENS = 12;
    private static final double BAR = 0.99;

    private final EngineBench bench;
    private final ScratchFolder scratch;

    AgreementPart(EngineBench bench, ScratchFolder scratch) {
        this.bench = bench;
        this.scratch = scratch;
    }

    /** Measures and shows a table. */
    List<Figure> measure(int threads) throws IOException {
        bench.status("asking the Almanac in every precision");
        new EngineThreads(threads, "as the benchmark asks for").use();
        BenchmarkModel model = BenchmarkModel.open(ShippedModel.CHAT.folderName(), scratch, QUESTIONS);
        Set<Integer> ends = Checkpoint.open(ShippedModel.CHAT.checkpoint()).endOfSequenceIds();
        List<List<Integer>> reference = answers(model, ComputePrecision.FLOAT32, List.of());
        List<Figure> figures = new ArrayList<>();
        for (ComputePrecision precision : ComputePrecision.values()) {
            if (precision != ComputePrecision.FLOAT32) {
                double share = agreement(reference, answers(model, precision, reference), ends);
                String name = "almanac-chat, top-1 agreement with float32, "
                        + precision.name().toLowerCase(Locale.ROOT);
                figures.add(
                        precision == ComputePrecision.INT8
                                ? Figure.atLeast(BAR, name, share, "ratio")
                                : Figure.of(name, share, "ratio"));
            }
        }
        bench.table(List.of("", "agreement over " + reference.size() + " questions"));
        bench.table(figures.stream().map(Figure::line).toList());
        return figures;
    }

    /** Returns the tokens found at each position; the text that is read is a given one, or what is found where none is given. */
    private static List<List<Integer>> answers(
            BenchmarkModel model, ComputePrecision precision, List<List<Integer>> given) {
        Checkpoint checkpoint = model.checkpoint();
        ShardPlan plan = ShardPlan.single(checkpoint.spec().layers());
        List<List<Integer>> answers = new ArrayList<>();
        try (BatchDecoder decoder =
                BatchDecoder.load(checkpoint, plan, EngineOptions.DEFAULTS.withPrecision(precision))) {
            for (int i = 0; i < model.prompts().size(); i++) {
                TokenIds prompt = model.prompts().get(i);
                answers.add(answer(decoder, prompt, given.isEmpty() ? List.of() : given.get(i)));
            }
        }
        return answers;
    }

    private static List<Integer> answer(BatchDecoder decoder, TokenIds prompt, List<Integer> given) {
        List<Integer> found = new ArrayList<>(decoder.open(List.of(prompt)));
        while (found.size() < ANSWER_TOKENS) {
            int read = given.isEmpty() ? found.getLast() : given.get(found.size() - 1);
            found.addAll(decoder.step(List.of(read)));
        }
        return found;
    }

    /** What comes after the end of an answer is no answer, and is not compared. */
    private static double agreement(List<List<Integer>> reference, List<List<Integer>> found, Set<Integer> ends) {
        int same = 0;
        int all = 0;
        for (int i = 0; i < reference.size(); i++) {
            boolean ended = false;
            for (int token = 0; token < ANSWER_TOKENS && !ended; token++) {
                Integer expected = reference.get(i).get(token);
                same += expected.equals(found.get(i).get(token)) ? 1 : 0;
                all++;
                ended = ends.contains(expected);
            }
        }
        return (double) same / all;
    }
}
