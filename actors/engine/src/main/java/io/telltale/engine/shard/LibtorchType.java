package io.telltale.engine.shard;

/** The numbers by which TorchScript text names number formats. */
final class LibtorchType {

    static final int FLOAT16 = 5;
    static final int FLOAT32 = 6;
    static final int BFLOAT16 = 15;

    private LibtorchType() {}
}
