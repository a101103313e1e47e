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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Readers that ask one thing again and again, each after it has its answer. */
record MixedLoad(TelltaleRuntime runtime, TokenIds prompt, int tokens) {

    /** Lets some readers ask so many times and returns what they waited for. */
    ReaderTimes run(int readers, int answers) throws Exception {
        ReaderTimes times = new ReaderTimes();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = new ArrayList<>();
            for (int reader = 0; reader < readers; reader++) {
                running.add(pool.submit(asking(answers, times)));
            }
            for (Future<Void> reader : running) {
                reader.get();
            }
        }
        return times;
    }

    /** The same while another reader asks for something else all the time. */
    ReaderTimes runBeside(int readers, int answers, MixedLoad other) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Void> beside = pool.submit(() -> {
                while (!over.get()) {
                    other.ask(new ReaderTimes());
                }
                return null;
            });
            try {
                return run(readers, answers);
            } finally {
                over.set(true);
                beside.get();
            }
        }
    }

    private Callable<Void> asking(int answers, ReaderTimes times) {
        return () -> {
            for (int answer = 0; answer < answers; answer++) {
                ask(times);
            }
            return null;
        };
    }

    private void ask(ReaderTimes times) throws OverloadedException {
        Stopwatch stopwatch = new Stopwatch(times, System.nanoTime());
        runtime.generate(
                new GenerationSpec(prompt, SamplingParameters.GREEDY, tokens, List.of(), TraceHeaders.NONE), stopwatch);
        GenerationEnd end = stopwatch.ended.join();
        if (end.reason() != FinishReason.LENGTH) {
            throw new IllegalStateException("an answer ended with " + end.reason() + ": " + end.error());
        }
    }

    /** Hears of one answer, on an actor's thread. */
    private static final class Stopwatch implements GenerationListener {

        private final ReaderTimes times;
        private final CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();
        private long last;
        private boolean first = true;

        Stopwatch(ReaderTimes times, long asked) {
            this.times = times;
            this.last = asked;
        }

        @Override
        public void onToken(SampledToken token) {
            long now = System.nanoTime();
            if (first) {
                times.addFirst(now - last);
            } else {
                times.addNext(now - last);
            }
            first = false;
            last = now;
        }

        @Override
        public void onEnded(GenerationEnd end) {
            ended.complete(end);
        }
    }
}
