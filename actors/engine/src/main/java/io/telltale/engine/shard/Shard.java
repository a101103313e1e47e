package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.telltale.engine.Batching;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.architecture.Dimensions;
import io.telltale.engine.architecture.ModelConfig;
import io.telltale.engine.architecture.RotaryEmbedding;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.ShardInput.Residual;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A range of a model's layers: their weights, and the keys and values of every open sequence.
 *
 * <p>The shard that owns layer 0 takes token ids and owns {@code hook_embed}; the one that owns the last layer gives
 * logits and owns {@code ln_final.hook_normalized}. A captured site shows its value after the changes at that site: what
 * the rest of the pass goes on with. Activations cross shards as float32, so a model in several shards computes, bit for
 * bit, what it computes in one.
 *
 * <p>Calls block for the length of the computation. For one thread at a time, which need not be the same one always.
 */
public final class Shard implements AutoCloseable {

    private final NativeShard nativeShard;
    private final ModelConfig config;
    private final LayerRange layers;
    private final EngineOptions options;
    private final ShardSites sites;
    private final int contextLimit;
    private final Map<SequenceId, KeyValueCache> caches = new HashMap<>();
    private HookArguments hooks;
    private long opened;

    private Shard(NativeShard nativeShard, ModelConfig config, LayerRange layers, EngineOptions options) {
        this.nativeShard = nativeShard;
        this.config = config;
        this.layers = layers;
        this.options = options;
        this.sites = new ShardSites(config, layers);
        this.contextLimit = Math.min(options.contextLimit(), config.dimensions().contextLength());
        this.hooks = new HookArguments(HookPlan.NONE, nativeShard);
    }

    /**
     * Loads the weights of some layers.
     *
     * @throws IllegalArgumentException if the model has fewer layers
     * @throws EngineException if the files have changed since the checkpoint was opened, memory does not suffice, or the
     *     device cannot compute in that precision
     */
    public static Shard load(Checkpoint checkpoint, LayerRange layers, EngineOptions options) {
        int last = checkpoint.config().dimensions().layers();
        if (layers.until() > last) {
            throw new IllegalArgumentException("layers " + layers + " do not exist: the model has [0, " + last + ")");
        }
        NativeShard loaded = NativeShard.load(checkpoint, layers, options);
        try {
            return new Shard(loaded, checkpoint.config(), layers, options);
        } catch (RuntimeException failed) {
            loaded.close();
            throw failed;
        }
    }

    /**
     * Loads every shard of a plan, or none.
     *
     * @return in the order of the plan
     * @throws IllegalArgumentException unless the plan covers the model's layers
     * @throws EngineException if a shard cannot be loaded
     */
    public static List<Shard> loadAll(Checkpoint checkpoint, ShardPlan plan, EngineOptions options) {
        int layers = checkpoint.spec().layers();
        if (plan.layers() != layers) {
            throw new IllegalArgumentException(
                    "the shard plan covers " + plan.layers() + " layers, but the model has " + layers);
        }
        List<Shard> shards = new ArrayList<>();
        try {
            for (LayerRange range : plan.ranges()) {
                shards.add(load(checkpoint, range, options));
            }
        } catch (RuntimeException failed) {
            shards.forEach(Shard::close);
            throw failed;
        }
        return List.copyOf(shards);
    }

    /** Returns the layers of this shard. */
    public LayerRange layers() {
        return layers;
    }

    /** Returns the most positions that one sequence may hold. */
    public int contextLimit() {
        return contextLimit;
    }

    /**
     * Makes room for a sequence of unknown length, which holds no position yet. A model that embeds positions of long texts
     * differently refuses to let it become long.
     *
     * @throws IllegalStateException if it is open already
     */
    public void open(SequenceId sequence) {
        open(sequence, contextLimit, 0);
    }

    /**
     * Makes room for a sequence whose length can be foreseen, which decides how positions are embedded in models that do
     * so differently for long texts.
     *
     * @param positions that it will hold in the end
     * @throws IllegalStateException if it is open already
     */
    public void open(SequenceId sequence, int positions) {
        open(sequence, positions, config.rotaryVariantFor(positions));
    }

    private void open(SequenceId sequence, int positions, int rotaryVariant) {
        checkNotOpen(sequence);
        caches.put(sequence, KeyValueCache.open(nativeShard, opened++, contextLimit, positions, rotaryVariant));
    }

    /**
     * Makes room for a sequence that begins as another one does.
     *
     * @param length how many of the other's positions it holds from the start
     * @throws IllegalStateException if the source is not open, or the target is
     * @throws IllegalArgumentException if the source holds fewer positions
     */
    public void fork(SequenceId source, SequenceId target, int length) {
        checkNotOpen(target);
        checkLength(source, length);
        caches.put(target, cache(source).fork(opened++, length));
    }

    private void checkNotOpen(SequenceId sequence) {
        if (caches.containsKey(sequence)) {
            throw new IllegalStateException("sequence " + sequence + " is open already");
        }
    }

    /** Returns how many bytes the keys and values of one position take in this shard. */
    public long cacheBytesPerPosition() {
        return cacheBytesPerPosition(config, layers, options);
    }

    /** Returns how many bytes the keys and values of one position would take in a shard of those layers. */
    public static long cacheBytesPerPosition(ModelConfig config, LayerRange layers, EngineOptions options) {
        Dimensions d = config.dimensions();
        long numbers = 2L * layers.length() * d.keyValueHeads() * d.headWidth();
        return numbers * NumberFormats.of(options.precision(), options.device()).activationBytes();
    }

    /**
     * Checks that a step can be run.
     *
     * @throws IllegalStateException if the sequence is not open
     * @throws IllegalArgumentException if the step does not begin where the sequence ends, its input is not what this
     *     shard takes, it names a site that the model lacks or that a direction does not fit, or it makes the sequence
     *     longer than was said when it was opened and the model embeds positions of long texts differently
     * @throws EngineException with {@code CONTEXT_FULL} if the sequence has no room for the step
     */
    public void check(ShardStep step) {
        KeyValueCache cache = cache(step.sequence());
        if (step.position() != cache.length()) {
            throw new IllegalArgumentException("the step of sequence " + step.sequence() + " begins at position "
                    + step.position() + ", but the sequence holds " + cache.length() + " positions");
        }
        if (step.until() > contextLimit) {
            throw new EngineException(
                    Code.CONTEXT_FULL,
                    "sequence " + step.sequence() + " is full: " + step.until() + " positions do not fit the limit of "
                            + contextLimit);
        }
        checkInput(step.input());
        HookPlan.check(step, sites);
        checkRotation(step, cache);
    }

    /** Positions of a text that turned out long would be embedded as in a short one, and nobody would see it. */
    private void checkRotation(ShardStep step, KeyValueCache cache) {
        for (RotaryEmbedding rotary : config.rotaries()) {
            if (rotary.variantFor(step.until()) > cache.rotaryVariant()) {
                throw new IllegalArgumentException("sequence " + step.sequence() + " reaches " + step.until()
                        + " positions, beyond the " + rotary.longerThan()
                        + " of a short text; open it with the number of positions that it will hold");
            }
        }
    }

    /**
     * Computes one step and keeps its keys and values.
     *
     * @throws IllegalArgumentException or another that {@link #check} throws; nothing has changed then
     * @throws EngineException with {@code NATIVE} if libtorch refuses; the sequence holds what it held then
     */
    public ShardOutput run(ShardStep step) {
        return run(List.of(step)).getFirst();
    }

    /**
     * Computes one step of each of several sequences and keeps their keys and values.
     *
     * @return in the order of the steps
     * @throws IllegalArgumentException or another that {@link #check} throws, or if two steps are of one sequence; nothing
     *     has changed then
     * @throws EngineException with {@code NATIVE} if libtorch refuses; every sequence holds what it held then
     */
    public List<ShardOutput> run(List<ShardStep> steps) {
        steps.forEach(this::check);
        if (steps.stream().map(ShardStep::sequence).distinct().count() < steps.size()) {
            throw new IllegalArgumentException("a batch holds one step of a sequence, not two");
        }
        List<ShardOutput> outputs = NativeModule.translating("a step failed", () -> computeAll(steps));
        steps.forEach(step -> cache(step.sequence()).setLength(step.until()));
        return outputs;
    }

    private List<ShardOutput> computeAll(List<ShardStep> steps) {
        if (options.batching() == Batching.TOGETHER && steps.size() > 1) {
            return compute(steps);
        }
        return steps.stream().flatMap(step -> compute(List.of(step)).stream()).toList();
    }

    private List<ShardOutput> compute(List<ShardStep> steps) {
        steps.forEach(step -> cache(step.sequence()).reserve(step.until()));
        HookPlan plan = HookPlan.of(steps, sites);
        useHooks(plan);
        var batch = new Batch(steps);
        try (PtNDManager manager = nativeShard.module().newStepManager()) {
            PtNDArray[] results = nativeShard.run(manager, batch.input(manager), numbers(steps), hooks);
            return isLast() ? batch.outputsOfLast(results, plan) : batch.outputs(results, plan);
        }
    }

    private void useHooks(HookPlan plan) {
        if (!hooks.fits(plan)) {
            var fitting = new HookArguments(plan, nativeShard);
            hooks.close();
            hooks = fitting;
        }
    }

    /** Five numbers a step, as the TorchScript text {@code pass} takes them. */
    private long[] numbers(List<ShardStep> steps) {
        return steps.stream()
                .flatMapToLong(step -> {
                    KeyValueCache cache = cache(step.sequence());
                    return LongStream.of(
                            cache.id(),
                            step.position(),
                            step.input().positions(),
                            cache.rotaryVariant(),
                            Batch.wantsLogits(step) ? 1 : 0);
                })
                .toArray();
    }

    private boolean isLast() {
        return layers.until() == config.dimensions().layers();
    }

    private void checkInput(ShardInput input) {
        switch (input) {
            case Tokens tokens -> {
                if (layers.from() != 0) {
                    throw new IllegalArgumentException("the shard of layers " + layers + " takes a residual stream");
                }
                checkTokens(tokens.ids());
            }
            case Residual residual -> {
                if (layers.from() == 0) {
                    throw new IllegalArgumentException("the shard of layers " + layers + " takes token ids");
                }
                int width = config.dimensions().width();
                if (residual.values().columns() != width) {
                    throw new IllegalArgumentException("a residual stream of width "
                            + residual.values().columns() + " does not fit a model of width " + width);
                }
            }
        }
    }

    private void checkTokens(TokenIds ids) {
        int vocabulary = config.dimensions().vocabularySize();
        ids.stream().filter(id -> id < 0 || id >= vocabulary).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("token " + id + " is outside the vocabulary of " + vocabulary);
        });
    }

    /** Returns how many positions a sequence holds. */
    public int length(SequenceId sequence) {
        return cache(sequence).length();
    }

    /**
     * Cuts a sequence back to its first positions; the next step computes what follows them anew.
     *
     * @param length how many positions remain
     * @throws IllegalArgumentException if the sequence holds fewer
     */
    public void truncate(SequenceId sequence, int length) {
        checkLength(sequence, length);
        cache(sequence).setLength(length);
    }

    private void checkLength(SequenceId sequence, int length) {
        int held = cache(sequence).length();
        if (length < 0 || length > held) {
            throw new IllegalArgumentException(
                    "sequence " + sequence + " holds " + held + " positions, it cannot keep " + length);
        }
    }

    /** Gives the memory of a sequence back; does nothing if it is not open. */
    public void release(SequenceId sequence) {
        KeyValueCache cache = caches.remove(sequence);
        if (cache != null) {
            cache.release();
        }
    }

    private KeyValueCache cache(SequenceId sequence) {
        KeyValueCache cache = caches.get(sequence);
        if (cache == null) {
            throw new IllegalStateException("sequence " + sequence + " is not open");
        }
        return cache;
    }

    /** Gives all memory back; the shard is of no use afterwards. */
    @Override
    public void close() {
        caches.clear();
        hooks.close();
        nativeShard.close();
    }
}
