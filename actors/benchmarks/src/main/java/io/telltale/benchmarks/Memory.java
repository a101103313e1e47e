package io.telltale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says about memory. */
final class Memory {

    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path PROCESS = Path.of("/proc/self/status");

    private Memory() {}

    /** Returns what new processes can have without pushing others out. */
    static double availableBytes() throws IOException {
        return kilobytes(MACHINE, "MemAvailable:") * 1024;
    }

    /** Returns the most that this process has had in memory at once, mapped files included. */
    static double peakResidentBytes() throws IOException {
        return kilobytes(PROCESS, "VmHWM:") * 1024;
    }

    private static double kilobytes(Path file, String key) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " has no line " + key));
    }
}
