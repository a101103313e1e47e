package io.telltale.runtime;

import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the plugins' first start: a plugin that cannot start at all is an operator's mistake and is told at once. */
final class PluginStart {

    private final Map<PluginId, CompletableFuture<Void>> starts = new HashMap<>();

    private PluginStart() {}

    /**
     * Prepares to wait.
     *
     * @throws PluginException if two plugins have the same id
     */
    static PluginStart of(Collection<PluginId> plugins) throws PluginException {
        PluginStart start = new PluginStart();
        for (PluginId plugin : plugins) {
            if (start.starts.put(plugin, new CompletableFuture<>()) != null) {
                throw new PluginException("two plugins have the id '" + plugin + "'; only one of them can run");
            }
        }
        return start;
    }

    void ready(PluginId plugin) {
        of(plugin).complete(null);
    }

    void failed(PluginId plugin, String reason) {
        of(plugin).completeExceptionally(new PluginException("plugin '" + plugin + "' did not start: " + reason));
    }

    private CompletableFuture<Void> of(PluginId plugin) {
        return starts.getOrDefault(plugin, new CompletableFuture<>());
    }

    /**
     * Waits until all plugins read the log.
     *
     * @throws PluginException if one of them does not start, or not in time
     */
    void await(Duration timeout) throws PluginException {
        try {
            CompletableFuture.allOf(starts.values().toArray(CompletableFuture[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginException known ? known : new PluginException(e.toString(), e);
        } catch (TimeoutException e) {
            throw new PluginException("the plugins did not start within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException("interrupted while the plugins started", e);
        }
    }
}
