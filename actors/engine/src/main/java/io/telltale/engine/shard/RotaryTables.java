package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.checkpoint.LlamaConfig;

/**
 * Cosine and sine of the angles by which a rotary position embedding turns queries and keys, each {@code [C, E]} for the C
 * positions of the context limit.
 *
 * <p>Pair j of a head turns by {@code position / theta^(2j / E)}; its members stand half a head apart.
 */
final class RotaryTables {

    /** Half a million positions at a head width of 128; each table takes 256 MiB then. */
    private static final int MOST_NUMBERS = 1 << 26;

    private final int positions;
    private final int headWidth;
    private final float[] cosine;
    private final float[] sine;

    private RotaryTables(int positions, int headWidth) {
        this.positions = positions;
        this.headWidth = headWidth;
        this.cosine = new float[positions * headWidth];
        this.sine = new float[cosine.length];
    }

    /**
     * @throws EngineException if there are too many positions to keep tables of
     */
    static RotaryTables of(LlamaConfig config, int positions) {
        int headWidth = config.dimensions().headWidth();
        checkSize(positions, headWidth);
        var tables = new RotaryTables(positions, headWidth);
        int half = headWidth / 2;
        for (int pair = 0; pair < half; pair++) {
            // Hugging Face rounds the frequency and the angle to float32; so do we, or far positions would differ.
            float frequency = (float) (1 / Math.pow(config.ropeTheta(), 2.0 * pair / headWidth));
            for (int position = 0; position < positions; position++) {
                tables.put(position, pair, position * frequency);
                tables.put(position, pair + half, position * frequency);
            }
        }
        return tables;
    }

    private static void checkSize(int positions, int headWidth) {
        if ((long) positions * headWidth > MOST_NUMBERS) {
            throw new EngineException(
                    Code.UNSUPPORTED,
                    "a context of " + positions + " positions is too long for this engine; set a context limit of "
                            + MOST_NUMBERS / headWidth + " at most");
        }
    }

    private void put(int position, int column, float angle) {
        cosine[position * headWidth + column] = (float) Math.cos(angle);
        sine[position * headWidth + column] = (float) Math.sin(angle);
    }

    PtNDArray[] load(NativeModule module, int dtype) {
        return new PtNDArray[] {load(module, cosine, dtype), load(module, sine, dtype)};
    }

    private PtNDArray load(NativeModule module, float[] values, int dtype) {
        try (PtNDManager computed = module.newStepManager();
                IValue table = IValue.from(NativeModule.floats(computed, values, positions, headWidth));
                IValue format = IValue.from((long) dtype);
                IValue converted = module.call("convert", table, format)) {
            return converted.toTensor(module.manager());
        }
    }
}
