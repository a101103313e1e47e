package io.telltale.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.pluginhost.PluginReply.Answered;
import io.telltale.pluginhost.PluginReply.Failed;
import io.telltale.spi.Detector;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.Verdict;
import io.telltale.testkit.SampleActivations;
import io.telltale.testkit.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IsolatedPluginTest {
    private static final Duration DEADLINE = Duration.ofMillis(100);
    private static final Isolation ISOLATION = new Isolation(Duration.ofSeconds(5), DEADLINE, 2, SessionLimits.DEFAULT);

    private final ManualDeadlines deadlines = new ManualDeadlines();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final SampleActivations events =
            SampleActivations.of(Plugins.MODEL, Plugins.SPEC, 5, SampleActivations.noise(Plugins.MODEL, 3));

    @Test
    void answersOnItsOwnThread() {
        var thread = new CompletableFuture<String>();
        IsolatedPlugin plugin = started(activations -> {
            thread.complete(Thread.currentThread().getName());
            return List.of(Plugins.verdict(4));
        });

        PluginReply reply = await(plugin.onActivations(events.next()));

        assertThat(reply).isEqualTo(new Answered(List.of(Plugins.verdict(4)), List.of(), 0, List.of()));
        assertThat(thread.join()).isEqualTo("plugin-detecting");
    }

    @Test
    void givesUpAPluginThatHangs() throws InterruptedException {
        IsolatedPlugin plugin = started(this::hang);
        CompletionStage<PluginReply> hanging = plugin.onActivations(events.next());
        CompletionStage<PluginReply> waiting = plugin.onActivations(events.next());
        called.await();

        deadlines.pass(DEADLINE);

        assertThat(failure(await(hanging)).kind()).isEqualTo(PluginFailure.Kind.HUNG);
        assertThat(failure(await(waiting)).needsRestart()).isTrue();
        interrupted.await();
    }

    @Test
    void answersNothingOnceItHung() throws InterruptedException {
        IsolatedPlugin plugin = started(this::hang);
        plugin.onActivations(events.next());
        called.await();
        deadlines.pass(DEADLINE);

        PluginReply later = await(plugin.onActivations(events.next()));

        assertThat(failure(later).kind()).isEqualTo(PluginFailure.Kind.HUNG);
    }

    @Test
    void startsAfreshAfterAHang() throws InterruptedException {
        IsolatedPlugin hung = started(this::hang);
        hung.onActivations(events.next());
        called.await();
        deadlines.pass(DEADLINE);

        IsolatedPlugin restarted = started(activations -> List.of());
        PluginReply reply = await(restarted.onActivations(events.next()));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Answered.class,
                        answer -> assertThat(answer.missedEvents()).isEqualTo(1));
    }

    @Test
    void refusesCallsThatItsQueueDoesNotTake() throws InterruptedException {
        IsolatedPlugin plugin = started(this::hang);
        plugin.onActivations(events.next());
        plugin.onActivations(events.next());
        called.await();

        PluginReply third = await(plugin.onActivations(events.next()));

        assertThat(failure(third).kind()).isEqualTo(PluginFailure.Kind.OVERLOADED);
        deadlines.pass(DEADLINE);
    }

    @Test
    void turnsAnErrorOfThePluginIntoAFailure() {
        IsolatedPlugin plugin = started(activations -> {
            throw new AssertionError("broken");
        });

        PluginReply reply = await(plugin.onActivations(events.next()));

        assertThat(failure(reply).kind()).isEqualTo(PluginFailure.Kind.THREW);
    }

    @Test
    void refusesCallsAfterItWasClosed() {
        IsolatedPlugin plugin = started(activations -> List.of());
        plugin.close();

        PluginReply reply = await(plugin.onActivations(events.next()));

        assertThat(failure(reply).kind()).isEqualTo(PluginFailure.Kind.CLOSED);
    }

    @Test
    void failsToStartAPluginThatHangsWhileLoading() throws InterruptedException {
        var start = IsolatedPlugin.start(hangingLoad(), TestContext.of(Plugins.MODEL), ISOLATION, deadlines);
        called.await();

        deadlines.pass(ISOLATION.loadDeadline());

        assertThatThrownBy(() -> await(start))
                .hasCauseInstanceOf(PluginException.class)
                .hasMessageContaining("plugin-slow failed to load")
                .hasMessageContaining("5000 ms");
    }

    private List<Verdict> hang(Object event) {
        called.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return List.of();
    }

    private PluginProvider hangingLoad() {
        return new PluginProvider() {
            @Override
            public PluginDescriptor descriptor() {
                return new PluginDescriptor(new PluginId("slow"), "1", "for tests");
            }

            @Override
            public Plugin load(PluginContext context) {
                hang(context);
                throw new IllegalStateException("interrupted");
            }
        };
    }

    private IsolatedPlugin started(Detector detector) {
        return await(
                IsolatedPlugin.start(Plugins.detecting(detector), TestContext.of(Plugins.MODEL), ISOLATION, deadlines));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static PluginFailure failure(PluginReply reply) {
        assertThat(reply).isInstanceOf(Failed.class);
        return ((Failed) reply).failure();
    }
}
