package io.telltale.benchmarks.peers.jlama;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** What Jlama can be asked: it computes one sequence at a time and has no hooks. */
final class JlamaMeasurements {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int WARM_STEPS = 2;

    private final MeasuredLlama model;

    JlamaMeasurements(MeasuredLlama model) {
        this.model = model;
    }

    Map<String, ?> answer(JsonNode request) {
        String work = request.path("work").asText();
        if (work.equals("next")) {
            int[] ids = StreamSupport.stream(request.path("ids").spliterator(), false)
                    .mapToInt(JsonNode::asInt)
                    .toArray();
            return Map.of("id", model.open(ids));
        }
        if (request.path("batch").asInt() != 1) {
            throw new UnsupportedOperationException("it computes one sequence at a time");
        }
        int[] prompt = prompt(request.path("prompt").asInt());
        return switch (work) {
            case "prefill" -> Map.of("rate", prompt.length / seconds(() -> model.open(prompt)));
            case "decode" -> Map.of("rate", decode(prompt, request.path("tokens").asInt()));
            default -> throw new UnsupportedOperationException("it has no hooks");
        };
    }

    private int[] prompt(int length) {
        return new SplittableRandom(1).ints(length, 0, model.vocabularySize()).toArray();
    }

    /** Tokens per second by the median step. */
    private double decode(int[] prompt, int tokens) {
        model.open(prompt);
        IntStream.range(0, WARM_STEPS).forEach(step -> model.step());
        double[] times = IntStream.range(0, tokens)
                .mapToDouble(step -> seconds(model::step))
                .sorted()
                .toArray();
        return 1 / Arrays.stream(times, (tokens - 1) / 2, tokens / 2 + 1).average().orElseThrow();
    }

    private static double seconds(Runnable work) {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / NANOS_PER_SECOND;
    }
}
