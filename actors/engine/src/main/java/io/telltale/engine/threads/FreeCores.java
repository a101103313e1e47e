package io.telltale.engine.threads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How many cores this process may use, and how many of them others keep busy.
 *
 * @param allowed by the scheduler
 * @param quota cores' worth of time that the control group may use; no less than {@code allowed} where it has no limit
 * @param busy cores' worth of time that other processes take of those allowed
 */
public record FreeCores(int allowed, double quota, double busy) {

    /** A core counts as free up to this share of work for others: the machine's own housekeeping. */
    private static final double TOLERANCE = 0.25;

    private static final long WINDOW_MILLIS = 150;
    private static final Path STAT = Path.of("/proc/stat");
    private static final Path SELF_STAT = Path.of("/proc/self/stat");
    private static final Path SELF_STATUS = Path.of("/proc/self/status");
    private static final Path SELF_GROUPS = Path.of("/proc/self/cgroup");
    private static final String GROUP_FILES = "/sys/fs/cgroup";

    public FreeCores {
        if (allowed < 1 || !(quota > 0) || !(busy >= 0)) {
            throw new IllegalArgumentException(
                    "not a number of cores: allowed " + allowed + ", quota " + quota + ", busy " + busy);
        }
    }

    /**
     * Watches the machine for a moment; blocks as long. Where the kernel tells nothing, all cores count as free.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static FreeCores measure() throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        try {
            List<Integer> cores = CoreLimit.allowedCores(Files.readAllLines(SELF_STATUS));
            if (cores.isEmpty()) {
                cores = IntStream.range(0, processors).boxed().toList();
            }
            CoreTimes earlier = times();
            Thread.sleep(WINDOW_MILLIS);
            double busy = times().busyForOthersSince(earlier, cores);
            return new FreeCores(cores.size(), Math.min(processors, leastQuota()), busy);
        } catch (IOException | IllegalArgumentException otherSystem) {
            return new FreeCores(processors, processors, 0);
        }
    }

    private static CoreTimes times() throws IOException {
        return CoreTimes.parse(Files.readAllLines(STAT), Files.readString(SELF_STAT));
    }

    private static double leastQuota() throws IOException {
        double least = Double.MAX_VALUE;
        for (String group : CoreLimit.groups(Files.readAllLines(SELF_GROUPS))) {
            Path limit = Path.of(GROUP_FILES + group, "cpu.max");
            if (Files.isReadable(limit)) {
                OptionalDouble quota = CoreLimit.quota(Files.readString(limit));
                least = Math.min(least, quota.orElse(Double.MAX_VALUE));
            }
        }
        return least;
    }

    /** Returns how many threads have a core each, at least 1. */
    public int threads() {
        double free = Math.min(allowed - busy, quota);
        return Math.max(1, (int) Math.floor(free + TOLERANCE));
    }

    /** Says in a few words why {@link #threads()} is what it is. */
    public String reason() {
        String cores = allowed == 1 ? "1 core" : allowed + " cores";
        String limit = quota < allowed ? String.format(Locale.ROOT, ", limited to %.1f", quota) : "";
        return String.format(Locale.ROOT, "%s%s, %.1f busy with other work", cores, limit, busy);
    }
}
