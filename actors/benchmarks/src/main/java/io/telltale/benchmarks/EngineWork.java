package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Work;
import java.util.List;
import java.util.stream.Stream;

/** How much is computed in a turn. */
record EngineWork(List<Integer> batches, int prompt, int tokens, int rounds) {

    /** Prompts of sequences that are decoded are short: the time of a decode step hardly depends on them. */
    private static final int DECODED_PROMPT = 16;

    /** What a hook adds is small beside what disturbs a step, so more of them are taken. */
    private static final int HOOKED_TIMES = 3;

    private static final int FEWEST_TOKENS = 4;
    private static final int FEWEST_ROUNDS = 2;

    /** A kind of work with the name that reports give it. */
    record Named(String name, Work work, int batch) {}

    EngineWork {
        batches = List.copyOf(batches);
    }

    /** Returns decoding and prompts at every size of batch. */
    List<Named> speed() {
        Stream<Named> decode = batches.stream()
                .map(batch -> new Named("decode " + batch, new Work.Decode(batch, DECODED_PROMPT, tokens), batch));
        Stream<Named> prefill =
                batches.stream().map(batch -> new Named("prefill " + batch, new Work.Prefill(batch, prompt), batch));
        return Stream.concat(decode, prefill).toList();
    }

    Work.Decode decodeOne() {
        return new Work.Decode(1, DECODED_PROMPT, tokens);
    }

    Work.Hooked hooked(Work.Hook hook, int batch) {
        return new Work.Hooked(hook, batch, DECODED_PROMPT, HOOKED_TIMES * tokens);
    }

    /** Returns less of the same, for a model whose steps take longer. */
    EngineWork scaledFor(LlamaShape shape, LlamaShape base) {
        int times = (int) Math.max(1, Math.round((double) shape.weights() / base.weights() / 2));
        return times == 1
                ? this
                : new EngineWork(
                        batches,
                        prompt,
                        Math.max(FEWEST_TOKENS, tokens / times),
                        Math.clamp(rounds * 3L / 5, Math.min(rounds, FEWEST_ROUNDS), rounds));
    }
}
