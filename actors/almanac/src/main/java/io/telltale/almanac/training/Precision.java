package io.telltale.almanac.training;

/** The number format of the forward and backward passes; weights and Adam's state are always float32. */
public enum Precision {
    FLOAT32(6),
    BFLOAT16(15);

    private final int torchCode;

    Precision(int torchCode) {
        this.torchCode = torchCode;
    }

    int torchCode() {
        return torchCode;
    }
}
