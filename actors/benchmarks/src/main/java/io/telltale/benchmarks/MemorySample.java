package io.telltale.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What this process takes at a moment.
 *
 * @param heapBytes of the Java heap that are in use after a collection
 * @param nativeBytes that lie in memory beyond the Java heap
 */
record MemorySample(double heapBytes, double nativeBytes) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final String RESIDENT_FILES = "RssFile:";

    /** Collects garbage and measures. Pages of mapped files are left out: the system takes them back when it likes. */
    static MemorySample take() throws IOException {
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        List<String> status = Files.readAllLines(STATUS);
        double resident = bytes(status, RESIDENT) - bytes(status, RESIDENT_FILES);
        return new MemorySample(heap.getUsed(), resident - heap.getCommitted());
    }

    private static double bytes(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(STATUS + " has no line " + key));
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
