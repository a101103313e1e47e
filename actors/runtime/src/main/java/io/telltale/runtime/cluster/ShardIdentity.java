package io.telltale.runtime.cluster;

import io.telltale.engine.Batching;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.Shard;
import java.util.Locale;
import java.util.Optional;

/**
 * What a shard is a part of, and how it computes.
 *
 * @param model name of the checkpoint, for people
 * @param digest of weights and configuration
 * @param contextLimit positions that one sequence may hold
 * @param cacheBytesPerPosition that keys and values of one position take in this shard
 */
record ShardIdentity(
        String model,
        String digest,
        LayerRange layers,
        ComputePrecision precision,
        Batching batching,
        int contextLimit,
        long cacheBytesPerPosition) {

    static ShardIdentity of(Checkpoint checkpoint, Shard shard, EngineOptions options) {
        return new ShardIdentity(
                checkpoint.spec().name(),
                checkpoint.spec().digest(),
                shard.layers(),
                options.precision(),
                options.batching(),
                shard.contextLimit(),
                shard.cacheBytesPerPosition());
    }

    /**
     * A model as the runtime that generates with it sees it.
     *
     * @param contextLimit positions that one sequence must be able to hold
     */
    record Required(String model, String digest, ComputePrecision precision, Batching batching, int contextLimit) {

        static Required of(Checkpoint checkpoint, EngineOptions options) {
            return new Required(
                    checkpoint.spec().name(),
                    checkpoint.spec().digest(),
                    options.precision(),
                    options.batching(),
                    Math.min(checkpoint.spec().contextLength(), options.contextLimit()));
        }
    }

    /** Says why this shard cannot be a part of a model; nothing if it can. */
    Optional<String> objection(Required required) {
        if (!digest.equals(required.digest())) {
            return Optional.of("holds model " + model + " with digest " + digest + ", and " + required.model()
                    + " with digest " + required.digest() + " is wanted");
        }
        if (precision != required.precision()) {
            return Optional.of(
                    "computes in " + lower(precision) + ", and " + lower(required.precision()) + " is wanted");
        }
        if (batching != required.batching()) {
            return Optional.of(
                    "computes batches " + lower(batching) + ", and " + lower(required.batching()) + " is wanted");
        }
        if (contextLimit < required.contextLimit()) {
            return Optional.of("holds sequences of " + contextLimit + " positions, and " + required.contextLimit()
                    + " are wanted");
        }
        return Optional.empty();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
