package io.telltale.engine.threads;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the kernel has counted since it started, in its own ticks.
 *
 * @param idle by number of the core
 * @param total by number of the core
 * @param own of this process, on whatever core
 */
record CoreTimes(Map<Integer, Long> idle, Map<Integer, Long> total, long own) {

    private static final int IDLE_FIELD = 4;
    private static final int IO_WAIT_FIELD = 5;

    /** User, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in these already. */
    private static final int LAST_FIELD = 8;

    /** Behind the name of the program, which may hold blanks and ends with the last parenthesis. */
    private static final int USER_TIME_FIELD = 11;

    CoreTimes {
        idle = Map.copyOf(idle);
        total = Map.copyOf(total);
    }

    /**
     * Reads what the kernel says.
     *
     * @param stat lines of {@code /proc/stat}
     * @param self content of {@code /proc/self/stat}
     * @throws IllegalArgumentException if it is not in their form
     */
    static CoreTimes parse(List<String> stat, String self) {
        Map<Integer, Long> idle = new TreeMap<>();
        Map<Integer, Long> total = new TreeMap<>();
        for (String line : stat) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields[0].matches("cpu\\d+") && fields.length > IO_WAIT_FIELD) {
                int core = Integer.parseInt(fields[0].substring("cpu".length()));
                idle.put(core, Long.parseLong(fields[IDLE_FIELD]) + Long.parseLong(fields[IO_WAIT_FIELD]));
                total.put(core, sum(fields));
            }
        }
        return new CoreTimes(idle, total, own(self));
    }

    private static long sum(String[] fields) {
        long sum = 0;
        for (int field = 1; field <= Math.min(LAST_FIELD, fields.length - 1); field++) {
            sum += Long.parseLong(fields[field]);
        }
        return sum;
    }

    private static long own(String self) {
        String[] fields = self.substring(self.lastIndexOf(')') + 1).strip().split("\\s+", -1);
        if (fields.length <= USER_TIME_FIELD + 1) {
            throw new IllegalArgumentException("not a line of /proc/self/stat: " + self);
        }
        return Long.parseLong(fields[USER_TIME_FIELD]) + Long.parseLong(fields[USER_TIME_FIELD + 1]);
    }

    /** Returns how many of some cores others have kept busy since an earlier reading, between 0 and their number. */
    double busyForOthersSince(CoreTimes earlier, List<Integer> cores) {
        double busy = 0;
        long longest = 1;
        for (int core : cores) {
            long passed = since(earlier.total, total, core);
            busy += passed == 0 ? 0 : 1 - (double) since(earlier.idle, idle, core) / passed;
            longest = Math.max(longest, passed);
        }
        return Math.clamp(busy - (double) (own - earlier.own) / longest, 0, cores.size());
    }

    private static long since(Map<Integer, Long> earlier, Map<Integer, Long> later, int core) {
        return later.getOrDefault(core, 0L) - earlier.getOrDefault(core, 0L);
    }
}
