package io.telltale.engine.shard;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The memory that native libraries take from the system and keep after they have freed it. */
final class NativeHeap {

    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

    private NativeHeap() {}

    /**
     * Gives freed memory back to the system. Arranging weights frees as much as it takes, in pieces that the C library
     * keeps for later; without this, a small model in int8 takes twice the memory that its weights do.
     */
    static void trim() {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            var commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            beans.invoke(commands, "systemTrimNativeHeap", null, null);
        } catch (JMException | RuntimeException unavailable) {
            LOG.atDebug().setCause(unavailable).log("this JVM does not give native memory back");
        }
    }
}
