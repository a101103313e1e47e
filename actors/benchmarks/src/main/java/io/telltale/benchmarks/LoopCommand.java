package io.telltale.benchmarks;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.PluginMode;
import io.telltale.runtime.PluginRegistration;
import io.telltale.spi.GenerationId;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.kafka.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code telltale benchmark loop}: how long the loop takes from captured activations to a changed forward pass.
 *
 * <p>Sequences run at once at a given pace; a plugin answers every token with an intervention that holds from the next token on
 * for as many tokens as the plugin's mode lets it lag. Capture, broker, plugin and the way back are the real ones. The figures are
 * read from the log afterwards: the log says for every intervention when its activations were captured, how long they took to
 * the gate, what its outcome was and at which position. Warm-up generations are left out.
 */
@Command(
        name = "loop",
        description =
                "Latency of the loop from captured activations to the intervention, in milliseconds and in tokens.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  telltale benchmark loop",
            "  telltale benchmark loop --interval-ms 20 --sequences 8 --rounds 10",
            "  telltale benchmark loop --model synthetic-6x384 --json loop.json"
        })
final class LoopCommand implements Callable<Integer> {

    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(60);

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--interval-ms",
            converter = WholeNumber.class,
            defaultValue = "20",
            description = "Least time between two tokens of a sequence; default ${DEFAULT-VALUE}.")
    private int intervalMillis;

    @Option(
            names = "--sequences",
            converter = WholeNumber.class,
            defaultValue = "4",
            description = "Sequences that run at once; default ${DEFAULT-VALUE}.")
    private int sequences;

    @Option(
            names = "--rounds",
            converter = WholeNumber.class,
            defaultValue = "10",
            description = "Batches of sequences, one after the other; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--max-lag",
            converter = WholeNumber.class,
            defaultValue = "4",
            description = "Tokens that an intervention may lag before it is late; default ${DEFAULT-VALUE}.")
    private int maxLag;

    @Override
    public Integer call() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create();
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            BenchmarkModel opened = model.open(scratch, sequences);
            report.print(measure(opened, broker));
        }
        return 0;
    }

    private Report measure(BenchmarkModel opened, EmbeddedBroker broker) throws Exception {
        PluginRegistration steerer = new PluginRegistration(
                ProbePlugins.steerer(opened.checkpoint().spec().layers() / 2, maxLag),
                new PluginMode.Async(maxLag),
                Map.of());
        var setup = new LiveRuntime.Setup(
                opened.checkpoint(), model.shards(opened), List.of(steerer), Duration.ofMillis(intervalMillis));
        try (LiveRuntime live = LiveRuntime.start(broker, "loop", setup)) {
            Set<GenerationId> warmUp = ids(live.generate(opened.prompts(), model.tokens()));
            report.status("measuring " + rounds + " rounds of " + sequences + " sequences");
            for (int round = 0; round < rounds; round++) {
                live.generate(opened.prompts(), model.tokens());
            }
            if (!live.settle(SETTLE_TIMEOUT)) {
                throw new IllegalStateException(
                        "the plugin did not catch up within " + SETTLE_TIMEOUT.toSeconds() + " s");
            }
            return report(read(live, warmUp), live);
        }
    }

    private static Set<GenerationId> ids(List<GenerationEnd> ends) {
        return ends.stream().map(GenerationEnd::generation).collect(Collectors.toSet());
    }

    private LoopTimes read(LiveRuntime live, Set<GenerationId> warmUp) {
        LoopTimes times = new LoopTimes(maxLag);
        // One topic after the other: there is no order across topics, and the later ones refer to the former.
        for (Topic topic : List.of(Topic.GENERATIONS, Topic.ACTIVATIONS, Topic.INTERVENTIONS)) {
            try (Stream<RecordedEvent> events = live.log().read(Set.of(topic))) {
                events.map(RecordedEvent::event)
                        .filter(event -> !warmUp.contains(event.generation()))
                        .forEach(times::add);
            }
        }
        return times.complete();
    }

    private Report report(LoopTimes times, LiveRuntime live) {
        List<Figure> figures = Stream.concat(
                        times.figures(intervalMillis).stream(),
                        Stream.of(Figure.none(
                                "events shed", live.log().accounting().all().shed(), "events")))
                .toList();
        return new Report(
                "loop",
                model + ", sequences " + sequences + ", rounds " + rounds + ", interval " + intervalMillis
                        + " ms, max lag " + maxLag,
                figures);
    }
}
