package io.telltale.spi;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A place in the forward pass where activations can be read and changed, named as TransformerLens names it. */
public enum HookPoint {
    /** Token (and, in GPT-2, position) embedding, before the first block. {@code [T, D]} */
    EMBED("hook_embed", Scope.MODEL),
    /** Residual stream on entering a block. {@code [T, D]} */
    RESID_PRE("hook_resid_pre", Scope.BLOCK),
    /** Input of the attention after its normalisation. {@code [T, D]} */
    LN1_NORMALIZED("ln1.hook_normalized", Scope.BLOCK),
    /** Attention-weighted values of all heads side by side, before the output projection. {@code [T, heads * headDim]} */
    ATTN_Z("attn.hook_z", Scope.BLOCK),
    /** What the attention adds to the residual stream. {@code [T, D]} */
    ATTN_OUT("hook_attn_out", Scope.BLOCK),
    /** Residual stream between attention and feed-forward. {@code [T, D]} */
    RESID_MID("hook_resid_mid", Scope.BLOCK),
    /** Hidden activations of the feed-forward layer, after the non-linearity and gate. {@code [T, F]} */
    MLP_POST("mlp.hook_post", Scope.BLOCK),
    /** Scores that the router of a mixture of experts gives to each of them, before the softmax. {@code [T, X]} */
    ROUTER_LOGITS("mlp.hook_router_logits", Scope.BLOCK),
    /** What the feed-forward layer adds to the residual stream. {@code [T, D]} */
    MLP_OUT("hook_mlp_out", Scope.BLOCK),
    /** Residual stream on leaving a block. {@code [T, D]} */
    RESID_POST("hook_resid_post", Scope.BLOCK),
    /** Residual stream after the final normalisation, what the unembedding reads. {@code [T, D]} */
    FINAL_NORMALIZED("ln_final.hook_normalized", Scope.MODEL);

    /** Whether a point exists once per block or once per model. */
    public enum Scope {
        MODEL,
        BLOCK
    }

    private final String address;
    private final Scope scope;

    HookPoint(String address, Scope scope) {
        this.address = address;
        this.scope = scope;
    }

    /** Returns TransformerLens' name of this point, without the block. */
    public String address() {
        return address;
    }

    /** Returns whether this point exists once per block or once per model. */
    public Scope scope() {
        return scope;
    }

    /**
     * Finds the point of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static HookPoint parse(String address) {
        return Arrays.stream(values())
                .filter(point -> point.address.equals(address))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown hook point '" + address + "'; known are " + known()));
    }

    private static String known() {
        return Arrays.stream(values()).map(HookPoint::address).collect(Collectors.joining(", "));
    }
}
