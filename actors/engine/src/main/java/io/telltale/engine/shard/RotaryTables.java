package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.checkpoint.Dimensions;
import io.telltale.engine.checkpoint.LlamaConfig;

/**
 * Cosine and sine of the angles by which a rotary position embedding turns queries and keys, each {@code [C, E]}.
 *
 * <p>Pair j of a head turns by {@code position / theta^(2j / E)}; its members stand half a head apart.
 */
final class RotaryTables {

    private final int positions;
    private final int headWidth;
    private final float[] cosine;
    private final float[] sine;

    private RotaryTables(int positions, int headWidth) {
        this.positions = positions;
        this.headWidth = headWidth;
        this.cosine = new float[Math.multiplyExact(positions, headWidth)];
        this.sine = new float[cosine.length];
    }

    static RotaryTables of(LlamaConfig config) {
        Dimensions dimensions = config.dimensions();
        var tables = new RotaryTables(dimensions.contextLength(), dimensions.headWidth());
        int half = dimensions.headWidth() / 2;
        for (int pair = 0; pair < half; pair++) {
            // Hugging Face rounds the frequency and the angle to float32; so do we, or far positions would differ.
            float frequency = (float) (1 / Math.pow(config.ropeTheta(), 2.0 * pair / dimensions.headWidth()));
            for (int position = 0; position < dimensions.contextLength(); position++) {
                tables.put(position, pair, position * frequency);
                tables.put(position, pair + half, position * frequency);
            }
        }
        return tables;
    }

    private void put(int position, int column, float angle) {
        cosine[position * headWidth + column] = (float) Math.cos(angle);
        sine[position * headWidth + column] = (float) Math.sin(angle);
    }

    PtNDArray[] load(NativeModule module, int dtype) {
        return new PtNDArray[] {load(module, cosine, dtype), load(module, sine, dtype)};
    }

    private PtNDArray load(NativeModule module, float[] values, int dtype) {
        try (IValue table = IValue.from(NativeModule.floats(module.manager(), values, positions, headWidth));
                IValue format = IValue.from((long) dtype);
                IValue converted = module.call("convert", table, format)) {
            return converted.toTensor(module.manager());
        }
    }
}
