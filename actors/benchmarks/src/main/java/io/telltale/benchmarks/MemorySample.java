package io.telltale.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process takes at a moment.
 *
 * @param heapBytes of the Java heap that are in use after a collection
 * @param nativeBytes that lie in memory beyond the Java heap
 */
record MemorySample(double heapBytes, double nativeBytes) {

    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Pattern NUMBER = Pattern.compile("(Size|Anonymous): +(\\d+) kB");

    /** Collects garbage and measures. Pages of mapped files are left out: the system takes them back when it likes. */
    static MemorySample take() throws IOException {
        System.gc();
        return new MemorySample(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), 1024.0 * anonymousBeyondTheHeap());
    }

    /** The Java heap is the largest of all anonymous mappings; its pages are touched one after the other for hours. */
    private static long anonymousBeyondTheHeap() throws IOException {
        long all = 0;
        long size = 0;
        long largest = 0;
        long ofLargest = 0;
        for (String line : Files.readAllLines(MAPPINGS)) {
            Matcher number = NUMBER.matcher(line);
            if (!number.matches()) {
                continue;
            }
            long value = Long.parseLong(number.group(2));
            switch (number.group(1)) {
                case "Size" -> size = value;
                case "Anonymous" -> {
                    all += value;
                    if (size > largest && value > 0) {
                        largest = size;
                        ofLargest = value;
                    }
                }
                default -> throw new IllegalStateException(line);
            }
        }
        return all - ofLargest;
    }

    /** How much more the last third of the samples takes than the middle third, by their medians: 0.05 for five percent. */
    static double growth(List<MemorySample> samples, ToDoubleFunction<MemorySample> value) {
        int third = samples.size() / 3;
        double middle = median(samples.subList(third, 2 * third), value);
        double last = median(samples.subList(samples.size() - third, samples.size()), value);
        return last / middle - 1;
    }

    private static double median(List<MemorySample> samples, ToDoubleFunction<MemorySample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
