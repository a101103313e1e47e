package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.Gpt2Config;
import io.telltale.engine.checkpoint.LlamaConfig;
import io.telltale.engine.checkpoint.WeightLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of one shard as its TorchScript text takes them. All sequences share them and nothing writes to them.
 *
 * @param embedding of the first shard, else empty
 * @param blocks of the shard's layers, one after the other
 * @param head of the last shard, else empty
 * @param tables computed from the configuration alone
 */
record ShardWeights(IValue embedding, IValue blocks, IValue head, IValue tables) implements AutoCloseable {

    /**
     * @param positions most that one sequence may hold
     */
    static ShardWeights load(
            NativeModule module, Checkpoint checkpoint, LayerRange layers, ComputePrecision precision, int positions) {
        int dtype = LibtorchType.of(precision);
        WeightLayout layout = checkpoint.config().layout();
        try (var loader = new WeightLoader(module, checkpoint, dtype)) {
            List<PtNDArray> blocks = new ArrayList<>();
            for (int layer = layers.from(); layer < layers.until(); layer++) {
                blocks.addAll(Arrays.asList(loader.loadBlock(layout.blocks().get(layer))));
            }
            boolean first = layers.from() == 0;
            boolean last = layers.until() == layout.blocks().size();
            return new ShardWeights(
                    IValue.listFrom(loader.load(first ? layout.embedding() : List.of())),
                    IValue.listFrom(blocks.toArray(PtNDArray[]::new)),
                    IValue.listFrom(loader.load(last ? layout.head() : List.of())),
                    IValue.listFrom(tables(module, checkpoint, dtype, positions)));
        }
    }

    private static PtNDArray[] tables(NativeModule module, Checkpoint checkpoint, int dtype, int positions) {
        return switch (checkpoint.config()) {
            case LlamaConfig llama -> RotaryTables.of(llama, positions).load(module, dtype);
            case Gpt2Config gpt2 -> new PtNDArray[0];
        };
    }

    @Override
    public void close() {
        embedding.close();
        blocks.close();
        head.close();
        tables.close();
    }
}
