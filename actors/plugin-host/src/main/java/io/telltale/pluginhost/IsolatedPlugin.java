package io.telltale.pluginhost;

import io.telltale.pluginhost.PluginReply.Failed;
import io.telltale.pluginhost.PluginThread.LostCall;
import io.telltale.spi.Activations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A plugin that runs on a thread of its own, every call with a deadline. Calls return at once and are made in their order; their
 * results are completed on the plugin's thread or on that of the deadlines.
 *
 * <p>After a call misses its deadline the plugin is hung: every result is then a failure that {@linkplain
 * PluginFailure#needsRestart() asks for a restart}, which is a new {@link #start}.
 */
public final class IsolatedPlugin implements AutoCloseable {
    private final PluginThread thread;
    private final Isolation isolation;
    private final PluginSession session;

    private IsolatedPlugin(PluginThread thread, Isolation isolation, PluginSession session) {
        this.thread = thread;
        this.isolation = isolation;
        this.session = session;
    }

    /** Loads a plugin on its own thread; fails with {@link PluginException} if it cannot, or takes too long. */
    public static CompletionStage<IsolatedPlugin> start(
            PluginProvider provider, PluginContext context, Isolation isolation, Deadlines deadlines) {
        String name = "plugin-" + provider.descriptor().id();
        ClassLoader loader = provider.getClass().getClassLoader();
        PluginThread thread = new PluginThread(name, loader, isolation.waitingCalls(), deadlines);
        return thread.call(isolation.loadDeadline(), () -> LoadedPlugin.load(provider, context))
                .thenApply(plugin -> new IsolatedPlugin(thread, isolation, plugin.newSession(isolation.limits())))
                .exceptionallyCompose(failure -> {
                    thread.close();
                    return CompletableFuture.failedFuture(loadFailure(name, cause(failure)));
                });
    }

    /** Returns who the plugin is. */
    public PluginDescriptor descriptor() {
        return session.plugin().descriptor();
    }

    /** Returns what the plugin wants to see. */
    public CaptureSpec captureSpec() {
        return session.plugin().captureSpec();
    }

    /** Hands over the activations of one step; never fails, a lost answer is a {@link Failed}. */
    public CompletionStage<PluginReply> onActivations(Activations event) {
        return call(event.sequence().id(), () -> session.onActivations(event));
    }

    /** Ends a sequence; never fails, a lost answer is a {@link Failed}. */
    public CompletionStage<PluginReply> onCaptureEnded(SequenceInfo sequence, long events) {
        return call(sequence.id(), () -> session.onCaptureEnded(sequence, events));
    }

    /** Lets the plugin's thread close it after the calls that wait; returns at once. */
    @Override
    public void close() {
        var unused = thread.call(isolation.callDeadline(), () -> {
            session.plugin().close();
            return session;
        });
        thread.close();
    }

    private CompletionStage<PluginReply> call(SequenceId sequence, Callable<PluginReply> call) {
        return thread.call(isolation.callDeadline(), call)
                .exceptionally(failure -> new Failed(failure(sequence, cause(failure))));
    }

    private PluginFailure failure(SequenceId sequence, Throwable cause) {
        PluginFailure.Kind kind = cause instanceof LostCall lost ? lost.kind() : PluginFailure.Kind.THREW;
        String message = cause instanceof LostCall ? String.valueOf(cause.getMessage()) : cause.toString();
        return new PluginFailure(descriptor().id(), sequence, kind, message);
    }

    private static PluginException loadFailure(String name, Throwable cause) {
        if (cause instanceof PluginException known) {
            return known;
        }
        return new PluginException(name + " failed to load: " + cause.getMessage(), cause);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
