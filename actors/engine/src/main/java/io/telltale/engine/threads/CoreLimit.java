package io.telltale.engine.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What limits a process to some of the machine's cores. */
final class CoreLimit {

    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final String NO_QUOTA = "max";

    private CoreLimit() {}

    /**
     * Returns the cores that the scheduler may give to a process.
     *
     * @param status lines of {@code /proc/self/status}; without the line that says so, the list is empty
     */
    static List<Integer> allowedCores(List<String> status) {
        List<Integer> cores = new ArrayList<>();
        for (String line : status) {
            if (line.startsWith(ALLOWED)) {
                for (String range : line.substring(ALLOWED.length()).strip().split(",", -1)) {
                    addRange(range, cores);
                }
            }
        }
        return List.copyOf(cores);
    }

    private static void addRange(String range, List<Integer> cores) {
        String[] ends = range.split("-", 2);
        int last = Integer.parseInt(ends[ends.length - 1].strip());
        for (int core = Integer.parseInt(ends[0].strip()); core <= last; core++) {
            cores.add(core);
        }
    }

    /**
     * Returns how many cores' worth of time a control group may use.
     *
     * @param quota content of {@code cpu.max}: microseconds of work, or {@code max}, and the microseconds of a period
     */
    static OptionalDouble quota(String quota) {
        String[] parts = quota.strip().split("\\s+", -1);
        if (parts.length != 2 || parts[0].equals(NO_QUOTA)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]));
    }

    /** Returns the folders of a control group and of those around it, from {@code /proc/self/cgroup}, innermost first. */
    static List<String> groups(List<String> memberships) {
        List<String> groups = new ArrayList<>();
        for (String line : memberships) {
            if (line.startsWith("0::/")) {
                String path = line.substring("0::".length());
                while (path.length() > 1) {
                    groups.add(path);
                    path = path.substring(0, Math.max(1, path.lastIndexOf('/')));
                }
                groups.add("/");
            }
        }
        return List.copyOf(groups);
    }
}
