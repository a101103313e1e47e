package io.telltale.engine;

import java.util.regex.Pattern;

/**
 * Where a shard keeps its weights and computes.
 *
 * @param name as libtorch spells it: {@code cpu}, {@code cuda:0}
 */
public record ComputeDevice(String name) {

    private static final Pattern NAME = Pattern.compile("cpu|cuda:\\d{1,2}");

    /** The processor and main memory. */
    public static final ComputeDevice CPU = new ComputeDevice("cpu");

    public ComputeDevice {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "unknown device '" + name + "'; known are cpu, cuda:0, cuda:1 and so on");
        }
    }

    /** Returns whether this is a GPU. */
    public boolean isGpu() {
        return !equals(CPU);
    }

    /** Returns the number of the GPU; 0 for the CPU. */
    public int index() {
        return isGpu() ? Integer.parseInt(name.substring(name.indexOf(':') + 1)) : 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
