package io.telltale.transport.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports when delivery begins to fail and when it works again, not every failure between. */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final AtomicBoolean under = new AtomicBoolean();

    void failed(String message) {
        if (under.compareAndSet(false, true)) {
            LOG.warn("events are not delivered and go to the ledger: {}", message);
        }
    }

    void ended() {
        if (under.get() && under.compareAndSet(true, false)) {
            LOG.info("events are delivered again");
        }
    }
}
