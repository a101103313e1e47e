package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.Dimensions;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.shard.ShardInput.Residual;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.engine.shard.ShardOutput.ResidualOutput;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final NativeModule module;
    private final ShardWeights weights;
    private final Dimensions dimensions;
    private final LayerRange layers;
    private final ShardSites sites;
    private final int contextLimit;
    private final int dtype;
    private final IValue sizes;
    private final IValue epsilon;
    private final IValue activation;
    private final Map<SequenceId, KeyValueCache> caches = new HashMap<>();
    private HookArguments hooks;

    private Shard(NativeModule module, Checkpoint checkpoint, LayerRange layers, EngineOptions options) {
        this.module = module;
        this.layers = layers;
        this.dimensions = checkpoint.config().dimensions();
        this.sites = new ShardSites(checkpoint.config(), layers);
        this.contextLimit = Math.min(options.contextLimit(), dimensions.contextLength());
        this.dtype = LibtorchType.of(options.precision());
        this.weights = ShardWeights.load(module, checkpoint, layers, options.precision(), contextLimit);
        this.sizes = IValue.listFrom(dimensions.heads(), dimensions.keyValueHeads(), dimensions.headWidth(), dtype);
        this.epsilon = IValue.from(checkpoint.config().epsilon());
        this.activation = IValue.from(checkpoint.config().activation());
        this.hooks = new HookArguments(HookPlan.NONE, module);
    }

    /**
     * Loads the weights of some layers.
     *
     * @throws IllegalArgumentException if the model has fewer layers
     * @throws EngineException if the files have changed since the checkpoint was opened, memory does not suffice, or the
     *     context is too long
     */
    public static Shard load(Checkpoint checkpoint, LayerRange layers, EngineOptions options) {
        int last = checkpoint.config().dimensions().layers();
        if (layers.until() > last) {
            throw new IllegalArgumentException("layers " + layers + " do not exist: the model has [0, " + last + ")");
        }
        var module = NativeModule.load(ModelText.of(checkpoint.config()));
        try {
            return new Shard(module, checkpoint, layers, options);
        } catch (RuntimeException failed) {
            module.close();
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
     * Makes room for a sequence, which holds no position yet.
     *
     * @throws IllegalStateException if it is open already
     */
    public void open(SequenceId sequence) {
        if (caches.containsKey(sequence)) {
            throw new IllegalStateException("sequence " + sequence + " is open already");
        }
        caches.put(sequence, new KeyValueCache(module, contextLimit, this::newCache));
    }

    /**
     * Makes room for a sequence whose prompt is known to be of some length, which decides how positions are embedded in
     * models that scale them by the length of the text.
     */
    public void open(SequenceId sequence, int promptLength) {
        open(sequence);
    }

    private IValue newCache(int capacity) {
        try (IValue blocks = IValue.from((long) layers.length());
                IValue heads = IValue.from((long) dimensions.keyValueHeads());
                IValue room = IValue.from((long) capacity);
                IValue width = IValue.from((long) dimensions.headWidth());
                IValue format = IValue.from((long) dtype)) {
            return module.call("new_cache", blocks, heads, room, width, format, weights.blocks());
        }
    }

    /**
     * Makes room for a sequence that begins as another one does.
     *
     * @param length how many of the other's positions it holds from the start
     * @throws IllegalStateException if the source is not open, or the target is
     * @throws IllegalArgumentException if the source holds fewer positions
     */
    public void fork(SequenceId source, SequenceId target, int length) {
        open(target);
        cache(target).setLength(Math.min(length, cache(source).length()));
    }

    /** Returns how much memory the keys and values of one position take in this shard. */
    public long cacheBytesPerPosition() {
        long numbers = 2L * layers.length() * dimensions.keyValueHeads() * dimensions.headWidth();
        return numbers * (dtype == LibtorchType.FLOAT32 ? Float.BYTES : Short.BYTES);
    }

    /**
     * Computes one step of each of several sequences and keeps their keys and values.
     *
     * @return in the order of the steps
     * @throws IllegalArgumentException or another that {@link #check} throws, before anything is computed
     * @throws EngineException with {@code NATIVE} if libtorch refuses; every sequence holds what it held then
     */
    public List<ShardOutput> run(List<ShardStep> steps) {
        steps.forEach(this::check);
        return steps.stream().map(this::run).toList();
    }

    /**
     * Checks that a step can be run.
     *
     * @throws IllegalStateException if the sequence is not open
     * @throws IllegalArgumentException if the step does not begin where the sequence ends, its input is not what this
     *     shard takes, or it names a site that the model lacks
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
    }

    /**
     * Computes one step and keeps its keys and values.
     *
     * @throws IllegalStateException if the sequence is not open
     * @throws IllegalArgumentException if the step does not begin where the sequence ends, its input is not what this
     *     shard takes, or it names a site that the model lacks; nothing has changed then
     * @throws EngineException with {@code CONTEXT_FULL} if the sequence has no room for the step, with {@code NATIVE} if
     *     libtorch refuses it; the sequence holds what it held then
     */
    public ShardOutput run(ShardStep step) {
        check(step);
        KeyValueCache cache = cache(step.sequence());
        HookPlan plan = HookPlan.of(step, sites);
        ShardOutput output = NativeModule.translating("a step failed", () -> compute(step, plan, cache));
        cache.setLength(step.until());
        return output;
    }

    private ShardOutput compute(ShardStep step, HookPlan plan, KeyValueCache cache) {
        cache.reserve(step.until());
        useHooks(plan);
        try (PtNDManager manager = module.newStepManager();
                IValue input = IValue.from(input(manager, step.input()));
                IValue position = IValue.from((long) step.position());
                IValue result = module.call(
                        "run",
                        input,
                        position,
                        weights.embedding(),
                        weights.blocks(),
                        weights.head(),
                        weights.tables(),
                        cache.tensors(),
                        sizes,
                        epsilon,
                        activation,
                        hooks.taps(),
                        hooks.changes(),
                        hooks.vectors())) {
            return output(result.toTensorArray(manager), plan.captured());
        }
    }

    private void useHooks(HookPlan plan) {
        if (!hooks.fits(plan)) {
            var fitting = new HookArguments(plan, module);
            hooks.close();
            hooks = fitting;
        }
    }

    private PtNDArray input(PtNDManager manager, ShardInput input) {
        return switch (input) {
            case Tokens tokens ->
                (PtNDArray) manager.create(tokens.ids().stream().asLongStream().toArray());
            case Residual residual ->
                NativeModule.floats(
                        manager,
                        residual.values().toArray(),
                        residual.values().rows(),
                        residual.values().columns());
        };
    }

    private ShardOutput output(PtNDArray[] results, List<HookSite> capturedSites) {
        Map<HookSite, FloatMatrix> captured = new HashMap<>();
        for (int i = 0; i < capturedSites.size(); i++) {
            captured.put(capturedSites.get(i), matrix(results[i + 1]));
        }
        return isLast()
                ? new LogitsOutput(Logits.owning(NativeModule.toArray(results[0])), captured)
                : new ResidualOutput(matrix(results[0]), captured);
    }

    private static FloatMatrix matrix(PtNDArray tensor) {
        float[] values = NativeModule.toArray(tensor);
        int rows = Math.toIntExact(tensor.getShape().get(0));
        return FloatMatrix.owning(rows, values.length / rows, values);
    }

    private boolean isLast() {
        return layers.until() == dimensions.layers();
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
                if (residual.values().columns() != dimensions.width()) {
                    throw new IllegalArgumentException("a residual stream of width "
                            + residual.values().columns() + " does not fit a model of width " + dimensions.width());
                }
            }
        }
    }

    private void checkTokens(TokenIds ids) {
        ids.stream()
                .filter(id -> id < 0 || id >= dimensions.vocabularySize())
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException(
                            "token " + id + " is outside the vocabulary of " + dimensions.vocabularySize());
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
        KeyValueCache cache = cache(sequence);
        if (length < 0 || length > cache.length()) {
            throw new IllegalArgumentException(
                    "sequence " + sequence + " holds " + cache.length() + " positions, it cannot keep " + length);
        }
        cache.setLength(length);
    }

    /** Gives the memory of a sequence back; does nothing if it is not open. */
    public void release(SequenceId sequence) {
        KeyValueCache cache = caches.remove(sequence);
        if (cache != null) {
            cache.close();
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
        caches.values().forEach(KeyValueCache::close);
        caches.clear();
        hooks.close();
        sizes.close();
        epsilon.close();
        activation.close();
        weights.close();
        module.close();
    }
}
