package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.architecture.Arithmetic;
import io.telltale.engine.architecture.BlockShape;
import io.telltale.engine.architecture.Dimensions;
import io.telltale.engine.architecture.ModelConfig;
import io.telltale.engine.architecture.RotaryEmbedding;
import io.telltale.engine.architecture.WeightLayout;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;

/** The shard as libtorch knows it: an object of the TorchScript text that holds weights, constants and caches. */
final class NativeShard implements AutoCloseable {

    /** Places of weights besides the blocks. */
    private static final long EMBEDDING = -1;

    private static final long HEAD = -2;

    private final NativeModule module;
    private final IValue object;

    private NativeShard(NativeModule module, IValue object) {
        this.module = module;
        this.object = object;
    }

    /** Makes the object and loads the weights of some layers into it. */
    static NativeShard load(Checkpoint checkpoint, LayerRange layers, EngineOptions options) {
        ModelConfig config = checkpoint.config();
        NumberFormats formats = NumberFormats.of(options.precision(), options.device());
        NativeModule.checkDevice(options.device());
        EngineThreads.giveCoresTo(formats.pool());
        var module = NativeModule.load(ModelText.of(config));
        NativeShard shard;
        try {
            shard = new NativeShard(module, create(module, config, layers, formats, options));
        } catch (RuntimeException failed) {
            module.close();
            throw failed;
        }
        try {
            shard.describe(config, layers);
            shard.load(checkpoint, layers, formats.possibleIn(module));
            return shard;
        } catch (RuntimeException failed) {
            shard.close();
            throw failed;
        }
    }

    private static IValue create(
            NativeModule module, ModelConfig config, LayerRange layers, NumberFormats formats, EngineOptions options) {
        Dimensions d = config.dimensions();
        Arithmetic a = config.arithmetic();
        try (IValue sizes = IValue.listFrom(
                        layers.from() == 0 ? 1 : 0,
                        layers.until() == d.layers() ? 1 : 0,
                        d.heads(),
                        d.keyValueHeads(),
                        d.headWidth(),
                        config.experts().perToken(),
                        config.experts().normalized() ? 1 : 0,
                        formats.activations());
                IValue numbers = IValue.listFrom(
                        a.epsilon(), a.attentionScale(), a.attentionCap(), a.logitCap(), a.embeddingScale());
                IValue activation = IValue.from(a.activation());
                IValue device = IValue.from(options.device().name())) {
            return module.call("new_shard", sizes, numbers, activation, device);
        }
    }

    private void describe(ModelConfig config, LayerRange layers) {
        for (HookPoint point : ShardSites.POINTS_OF_A_BLOCK) {
            call("add_point", IValue.from(point.address()));
        }
        config.rotaries().forEach(this::addRotary);
        for (BlockShape block : config.blocks().subList(layers.from(), layers.until())) {
            call(
                    "add_block",
                    IValue.from((long) block.window()),
                    IValue.from((long) block.rotary()),
                    IValue.from(block.kind().text()));
        }
    }

    private void addRotary(RotaryEmbedding rotary) {
        FloatMatrix waves = rotary.waves();
        try (PtNDManager temporary = module.newStepManager()) {
            PtNDArray tensor = NativeModule.floats(temporary, waves.toArray(), waves.rows(), waves.columns());
            call("add_rotary", IValue.from(tensor), IValue.from(rotary.scale()));
        }
    }

    private void load(Checkpoint checkpoint, LayerRange layers, NumberFormats formats) {
        WeightLayout layout = checkpoint.config().layout();
        var loader = new WeightLoader(module, object, checkpoint, formats.matrices());
        // The largest matrix comes first: while it is arranged it takes memory twice, and nothing else does so far.
        if (layers.until() == layout.blocks().size()) {
            loader.load(HEAD, layout.head());
        }
        for (int layer = layers.from(); layer < layers.until(); layer++) {
            loader.load(layer - layers.from(), layout.blocks().get(layer));
        }
        if (layers.from() == 0) {
            loader.load(EMBEDDING, layout.embedding());
        }
    }

    /** Makes room for the keys and values of a sequence. */
    void open(long sequence, int capacity) {
        call("open", IValue.from(sequence), IValue.from((long) capacity));
    }

    /** Gives a sequence more room; it keeps its first positions. */
    void grow(long sequence, int length, int capacity) {
        call("grow", IValue.from(sequence), IValue.from((long) length), IValue.from((long) capacity));
    }

    /** Makes room for a sequence that begins with the first positions of another one. */
    void fork(long source, long target, int length, int capacity) {
        IValue positions = IValue.from((long) length);
        call("fork", IValue.from(source), IValue.from(target), positions, IValue.from((long) capacity));
    }

    void release(long sequence) {
        call("release", IValue.from(sequence));
    }

    /**
     * Runs a step of several sequences.
     *
     * @param input as the text's method {@code run} takes it
     * @param steps five numbers a sequence, as the text {@code pass} explains
     * @return owned by {@code results}
     */
    PtNDArray[] run(PtNDManager results, PtNDArray input, long[] steps, HookArguments hooks) {
        try (IValue in = IValue.from(input);
                IValue numbers = IValue.listFrom(steps);
                IValue result = module.call(
                        "run",
                        object,
                        in,
                        numbers,
                        hooks.taps(),
                        hooks.blocks(),
                        hooks.sites(),
                        hooks.spans(),
                        hooks.changes(),
                        hooks.vectors())) {
            return result.toTensorArray(results);
        }
    }

    private void call(String method, IValue... arguments) {
        IValue[] all = new IValue[1 + arguments.length];
        all[0] = object;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            module.call(method, all).close();
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    /** Moves vectors to the shard's device; the caller closes the list. */
    IValue placed(PtNDArray... vectors) {
        try (IValue list = IValue.listFrom(vectors)) {
            return module.call("placed", object, list);
        }
    }

    NativeModule module() {
        return module;
    }

    /** Gives all native memory back. */
    @Override
    public void close() {
        object.close();
        module.close();
    }
}
