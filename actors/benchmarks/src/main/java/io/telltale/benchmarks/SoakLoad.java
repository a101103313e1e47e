package io.telltale.benchmarks;

import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.OverloadedException;
import io.telltale.runtime.SampledToken;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.FinishReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Generations of every kind, so many at once: short and long prompts, short and long answers, some cancelled half way. */
final class SoakLoad {

    /** One generation in so many is cancelled, and one has a prompt as long as the context allows. */
    private static final int ONE_IN = 4;

    private final TelltaleRuntime runtime;
    private final List<TokenIds> prompts;
    private final int sequences;
    private final Semaphore free;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<FinishReason, Integer> ends = new EnumMap<>(FinishReason.class);

    SoakLoad(TelltaleRuntime runtime, List<TokenIds> prompts, int sequences) {
        this.runtime = runtime;
        this.prompts = List.copyOf(prompts);
        this.sequences = sequences;
        this.free = new Semaphore(sequences);
    }

    /** Starts one more generation as soon as there is room for it. */
    void startNext() throws InterruptedException, OverloadedException {
        free.acquire();
        TokenIds prompt = prompts.get(random.nextInt(prompts.size()));
        int room = runtime.model().contextLength() - prompt.size();
        boolean isLong = random.nextInt(ONE_IN) == 0;
        TokenIds asked = isLong ? lengthened(prompt, prompt.size() + room / 2) : prompt;
        int tokens = 1 + random.nextInt(Math.max(1, (isLong ? room / 2 : room / 4) - 1));
        int cancelledAfter = random.nextInt(ONE_IN) == 0 ? 1 + random.nextInt(tokens) : Integer.MAX_VALUE;
        var spec = new GenerationSpec(asked, SamplingParameters.GREEDY, tokens, List.of(), TraceHeaders.NONE);
        runtime.generate(spec, new Listener(cancelledAfter));
    }

    private static TokenIds lengthened(TokenIds prompt, int length) {
        TokenIds longer = prompt;
        while (longer.size() + prompt.size() <= length) {
            longer = longer.plus(prompt.toArray());
        }
        return longer;
    }

    /** Waits until everything that was started is over, and returns how it ended. */
    Map<FinishReason, Integer> finish() throws InterruptedException {
        free.acquire(sequences);
        synchronized (ends) {
            return new EnumMap<>(ends);
        }
    }

    private final class Listener implements GenerationListener {

        private final int cancelledAfter;
        private final AtomicInteger tokens = new AtomicInteger();

        Listener(int cancelledAfter) {
            this.cancelledAfter = cancelledAfter;
        }

        @Override
        public void onToken(SampledToken token) {
            if (tokens.incrementAndGet() == cancelledAfter) {
                runtime.cancel(token.generation());
            }
        }

        @Override
        public void onEnded(GenerationEnd end) {
            synchronized (ends) {
                ends.merge(end.reason(), 1, Integer::sum);
            }
            free.release();
        }
    }
}
