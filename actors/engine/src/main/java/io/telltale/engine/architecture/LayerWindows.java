package io.telltale.engine.architecture;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Reads which layers see a window of positions and which see all. */
record LayerWindows(ConfigFile file, int layers) {

    private static final String KEY = "sliding_window";
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";

    /** The same window in every layer, or none. */
    List<BlockShape> everywhere(int window) {
        return shapes(layer -> true, window);
    }

    /**
     * The window in some layers: those that {@code layer_types} names, or else those of a rule.
     *
     * @param window {@link BlockShape#NO_WINDOW} if no layer has one whatever is named
     */
    List<BlockShape> some(int window, IntPredicate rule) {
        if (!file.has("layer_types")) {
            return shapes(rule, window);
        }
        List<String> types = file.texts("layer_types");
        if (types.size() != layers) {
            throw file.invalid("layer_types names " + types.size() + " layers, but there are " + layers);
        }
        types.stream()
                .filter(type -> !type.equals(SLIDING) && !type.equals(FULL))
                .findFirst()
                .ifPresent(other -> {
                    throw file.unsupported("layer_types holds '" + other + "'; supported are " + FULL + ", " + SLIDING);
                });
        return shapes(layer -> types.get(layer).equals(SLIDING), window);
    }

    private List<BlockShape> shapes(IntPredicate sliding, int window) {
        return IntStream.range(0, layers)
                .mapToObj(layer -> BlockShape.PLAIN.withWindow(sliding.test(layer) ? window : BlockShape.NO_WINDOW))
                .toList();
    }

    /** A window that a switch turns on. */
    List<BlockShape> switched(IntPredicate rule) {
        return some(switchedWindow(), rule);
    }

    int switchedWindow() {
        return file.flag("use_sliding_window", false) ? window(BlockShape.DEFAULT_WINDOW) : BlockShape.NO_WINDOW;
    }

    /** A window that is not mentioned is the family's, one that is null is none. */
    int window(int otherwise) {
        boolean none = file.states(KEY) && !file.has(KEY);
        return none ? BlockShape.NO_WINDOW : file.has(KEY) ? file.positive(KEY) : otherwise;
    }
}
