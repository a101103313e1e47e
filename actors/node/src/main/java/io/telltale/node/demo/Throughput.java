package io.telltale.node.demo;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.InterventionAuthority;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tokens per second, one sequence at a time: the engine alone, the idle runtime, the runtime with plugins. */
final class Throughput {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Answers one prompt and returns the number of new tokens. */
    @FunctionalInterface
    private interface Answering {
        int answer(GenerationSpec spec);
    }

    private final List<GenerationSpec> specs;
    private final int rounds;

    Throughput(Prompts prompts, List<Question> questions, int rounds) {
        this.specs = questions.stream()
                .map(question -> prompts.spec(prompts.of(question, Persona.CLERK), InterventionAuthority.OBSERVE))
                .toList();
        this.rounds = rounds;
    }

    /** Measures in turns, so that whatever else the machine does falls on all three. */
    DemoSummary.TokensPerSecond measure(DecoderModel bare, TelltaleRuntime idle, TelltaleRuntime plugins) {
        List<Double> bareRates = new ArrayList<>();
        List<Double> idleRates = new ArrayList<>();
        List<Double> pluginRates = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double ofBare = rate(spec -> answer(bare, spec));
            double ofIdle = rate(spec -> answer(idle, spec));
            double ofPlugins = rate(spec -> answer(plugins, spec));
            if (round > 0) {
                bareRates.add(ofBare);
                idleRates.add(ofIdle);
                pluginRates.add(ofPlugins);
            }
        }
        return new DemoSummary.TokensPerSecond(median(bareRates), median(idleRates), median(pluginRates));
    }

    private double rate(Answering answering) {
        long tokens = 0;
        long started = System.nanoTime();
        for (GenerationSpec spec : specs) {
            tokens += answering.answer(spec);
        }
        return tokens * NANOS_PER_SECOND / (System.nanoTime() - started);
    }

    private static int answer(DecoderModel model, GenerationSpec spec) {
        GenerationRequest request = GenerationRequest.greedy(spec.prompt(), spec.maxNewTokens());
        return model.generate(request, (id, text) -> {}).tokenIds().size();
    }

    private static int answer(TelltaleRuntime runtime, GenerationSpec spec) {
        try {
            GenerationEnd end = runtime.generate(spec).toCompletableFuture().join();
            TokenIds tokens = end.tokens();
            return tokens.size();
        } catch (OverloadedException e) {
            throw new IllegalStateException("nothing else should be running", e);
        }
    }

    private static double median(List<Double> rates) {
        Collections.sort(rates);
        return rates.get(rates.size() / 2);
    }
}
