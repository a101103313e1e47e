package io.telltale.runtime;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The memory of this machine, or of the container that the process runs in. */
final class PhysicalMemory {

    /** Assumed where the virtual machine does not say. */
    private static final long UNKNOWN = 4L << 30;

    private PhysicalMemory() {}

    static long bytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : UNKNOWN;
    }
}
