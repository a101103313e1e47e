package io.telltale.node.serving;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened, to be closed in reverse order; one that fails to close does not keep the others open. */
final class Resources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Takes over a resource and returns it. */
    <T extends AutoCloseable> T own(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Takes over a resource that is to be closed after all others. */
    void ownLast(AutoCloseable resource) {
        opened.addLast(resource);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception unclean) {
            LOG.atWarn()
                    .addKeyValue("resource", resource.getClass().getSimpleName())
                    .setCause(unclean)
                    .log("could not be closed cleanly");
        }
    }
}
