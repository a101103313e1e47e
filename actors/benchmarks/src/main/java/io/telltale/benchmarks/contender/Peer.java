package io.telltale.benchmarks.contender;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The engines that Telltale is compared with. */
public enum Peer {
    /** Hugging Face transformers, not compiled. */
    TRANSFORMERS("transformers"),
    /** TransformerLens's bridge over transformers. */
    TRANSFORMER_LENS("transformer-lens"),
    /** Traces of nnsight over transformers. */
    NNSIGHT("nnsight"),
    /** llama.cpp, built for this machine. */
    LLAMA_CPP("llama.cpp"),
    /** Jlama, an engine in Java. */
    JLAMA("jlama");

    private final String text;

    Peer(String text) {
        this.text = text;
    }

    /** Returns whether it computes by itself, rather than hooking into one that does. */
    public boolean isEngine() {
        return this != TRANSFORMER_LENS && this != NNSIGHT;
    }

    /** Returns whether activations can be read and changed while it computes. */
    public boolean hasHooks() {
        return this == TRANSFORMERS || !isEngine();
    }

    /**
     * Reads {@code all}, {@code none} or names.
     *
     * @throws IllegalArgumentException if a name is unknown
     */
    public static List<Peer> parse(List<String> names) {
        if (names.equals(List.of("all"))) {
            return List.of(values());
        }
        if (names.equals(List.of("none"))) {
            return List.of();
        }
        return names.stream().map(Peer::named).distinct().toList();
    }

    private static Peer named(String name) {
        return Arrays.stream(values())
                .filter(peer -> peer.text.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no peer '" + name + "'; known are "
                        + Arrays.stream(values()).map(Peer::toString).collect(Collectors.joining(", "))
                        + ", all and none"));
    }

    @Override
    public String toString() {
        return text;
    }
}
