package io.telltale.engine.architecture;

import io.telltale.spi.FloatMatrix;
import java.util.List;

/**
 * Reads rotary position embeddings, whose settings newer checkpoints keep in {@code rope_parameters} and older ones in
 * {@code rope_scaling} and beside it.
 *
 * @param file the whole configuration
 * @param settings what belongs to this embedding
 * @param theta base of the wave lengths
 * @param rotated how many numbers of a head rotate, R
 */
record RotaryKeys(ConfigFile file, ConfigFile settings, double theta, int rotated) {

    static final double DEFAULT_THETA = 10_000;

    private static final String SHARE = "partial_rotary_factor";

    /**
     * Finds the settings of the one embedding of a model whose heads rotate whole.
     *
     * @throws io.telltale.engine.EngineException if a share of a head is to rotate
     */
    static RotaryKeys of(ConfigFile file, Dimensions dimensions, double defaultTheta) {
        return of(file, settings(file), dimensions, defaultTheta);
    }

    static RotaryKeys of(ConfigFile file, ConfigFile settings, Dimensions dimensions, double defaultTheta) {
        for (ConfigFile holder : List.of(settings, file)) {
            holder.refuse(SHARE, holder.number(SHARE, 1) != 1);
        }
        return new RotaryKeys(file, settings, theta(file, settings, defaultTheta), dimensions.headWidth());
    }

    /** Finds the settings of the one embedding of a model of whose heads a share may rotate. */
    static RotaryKeys partial(ConfigFile file, Dimensions dimensions, double defaultTheta) {
        ConfigFile settings = settings(file);
        ConfigFile holder = settings.has(SHARE) ? settings : file;
        return new RotaryKeys(
                file, settings, theta(file, settings, defaultTheta), rotated(holder, SHARE, 1, dimensions));
    }

    private static double theta(ConfigFile file, ConfigFile settings, double otherwise) {
        return settings.positiveNumber("rope_theta", file.positiveNumber("rope_theta", otherwise));
    }

    /** What scales an embedding takes the place of everything else that is said about it. */
    static ConfigFile settings(ConfigFile file) {
        return file.nested(file.has("rope_scaling") ? "rope_scaling" : "rope_parameters");
    }

    /** Reads how many numbers of a head rotate, which is stored as a share of it. */
    static int rotated(ConfigFile holder, String key, double otherwise, Dimensions dimensions) {
        double share = holder.number(key, otherwise);
        int rotated = (int) (dimensions.headWidth() * share);
        if (!(share > 0 && share <= 1) || rotated < 2 || rotated % 2 != 0) {
            throw holder.invalid(key + " " + share + " of a head of " + dimensions.headWidth()
                    + " numbers does not leave an even number to rotate");
        }
        return rotated;
    }

    /** Reads an embedding of any type that the engine computes. */
    RotaryEmbedding read() {
        return switch (type()) {
            case "default" -> RotaryEmbedding.of(waves());
            case "linear" -> RotaryEmbedding.of(linear());
            case "llama3" -> RotaryEmbedding.of(llama3());
            case "longrope" -> longRope();
            default ->
                throw settings.unsupported(
                        "rope_type = '" + type() + "'; supported are default, linear, llama3, longrope");
        };
    }

    /** Older files of Phi-3 have two other names for longrope. */
    private String type() {
        for (String key : List.of("rope_type", "type")) {
            if (settings.has(key)) {
                String type = settings.text(key);
                return type.equals("su") || (type.equals("yarn") && settings.has("long_factor")) ? "longrope" : type;
            }
        }
        return "default";
    }

    /** Every step is rounded to float32, as Hugging Face does; or far positions would differ. */
    private float[] waves() {
        float[] waves = new float[rotated / 2];
        for (int pair = 0; pair < waves.length; pair++) {
            waves[pair] = 1 / power(pair);
        }
        return waves;
    }

    private float power(int pair) {
        float exponent = 2f * pair / rotated;
        return (float) Math.pow((float) theta, exponent);
    }

    /** Every wave longer by the same factor. */
    private float[] linear() {
        float[] waves = waves();
        float factor = (float) settings.positiveNumber("factor");
        for (int pair = 0; pair < waves.length; pair++) {
            waves[pair] /= factor;
        }
        return waves;
    }

    /** Long waves longer by a factor, short ones as they are, and a ramp between them (Llama 3.1). */
    private float[] llama3() {
        double factor = settings.positiveNumber("factor");
        double low = settings.positiveNumber("low_freq_factor");
        double high = settings.positiveNumber("high_freq_factor");
        double original = originalPositions();
        if (high <= low) {
            throw settings.invalid("high_freq_factor " + high + " must be above low_freq_factor " + low);
        }
        float[] waves = waves();
        for (int pair = 0; pair < waves.length; pair++) {
            float turns = (float) (original / (2 * Math.PI / waves[pair]));
            float kept = (float) Math.clamp((turns - low) / (high - low), 0, 1);
            waves[pair] = (1 - kept) * (waves[pair] / (float) factor) + kept * waves[pair];
        }
        return waves;
    }

    /** Each wave longer by a factor of its own, which differs for texts that pass the original context (Phi-3). */
    private RotaryEmbedding longRope() {
        int original = originalPositions();
        double factor = settings.has("factor")
                ? settings.positiveNumber("factor")
                : (double) file.positive("max_position_embeddings") / original;
        double scale = settings.has("attention_factor")
                ? settings.positiveNumber("attention_factor")
                : factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
        float[] variants = new float[2 * (rotated / 2)];
        stretch(variants, 0, "short_factor");
        stretch(variants, variants.length / 2, "long_factor");
        return new RotaryEmbedding(FloatMatrix.owning(2, variants.length / 2, variants), scale, original);
    }

    private void stretch(float[] variants, int at, String key) {
        int pairs = rotated / 2;
        List<Double> factors = settings.positiveNumbers(key);
        if (factors.size() != pairs) {
            throw settings.invalid(key + " must hold " + pairs + " numbers, not " + factors.size());
        }
        for (int pair = 0; pair < pairs; pair++) {
            variants[at + pair] = 1 / (factors.get(pair).floatValue() * power(pair));
        }
    }

    /** The context that the model was first trained for. */
    private int originalPositions() {
        ConfigFile holder = file.has("original_max_position_embeddings") ? file : settings;
        return holder.positive("original_max_position_embeddings", file.positive("max_position_embeddings"));
    }
}
