package io.telltale.benchmarks;

import io.telltale.transport.Topic;
import io.telltale.transport.kafka.EmbeddedBroker;
import io.telltale.transport.kafka.KafkaEventLog;
import io.telltale.transport.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code telltale benchmark events}: how many events a second the log takes, to what Kafka's own producer benchmark sends.
 *
 * <p>Both publish the same number of records of the same size to topics of the same shape on one embedded broker in this process,
 * each in a fresh process with the same heap, in turns. Both wait for all replicas' acknowledgement with the same producer settings.
 * What differs is the point: ours builds an event, encodes it as Avro and keeps the books of what was delivered; Kafka's tool
 * sends random bytes. Nothing of ours may be shed: the sender waits while much awaits delivery.
 */
@Command(
        name = "events",
        description =
                "Events per second into the log, to the rate of Kafka's own producer benchmark on the same broker.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./mvnw -f actors/benchmarks/peer/pom.xml package     (once: fetches Kafka's tool)",
            "  telltale benchmark events",
            "  telltale benchmark events --width 1024 --events 200000 --rounds 5"
        })
final class EventsCommand implements Callable<Integer> {

    private static final double BAR = 0.8;
    private static final double MEGA = 1e6;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--width",
            converter = WholeNumber.class,
            defaultValue = "4096",
            description = "Values of an event, two bytes each; default ${DEFAULT-VALUE}.")
    private int width;

    @Option(
            names = "--events",
            converter = WholeNumber.class,
            defaultValue = "100000",
            description = "Events per turn; default ${DEFAULT-VALUE}.")
    private int events;

    @Option(
            names = "--rounds",
            converter = WholeNumber.class,
            defaultValue = "5",
            description = "Rounds after the one that warms up; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--peer",
            paramLabel = "FOLDER",
            description = "Jars of Kafka's tools; default actors/benchmarks/peer/target/libraries.")
    private Path peer = PeerProducer.defaultLibraries();

    @Override
    public Integer call() throws Exception {
        SampleEvents sample = new SampleEvents(width);
        PeerProducer kafkaTool = PeerProducer.in(peer);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String servers = broker.bootstrapServers();
            // Makes the topics of both contenders alike.
            KafkaEventLog.open(KafkaSettings.of(servers).withTopicPrefix("peer"), InstantSource.system())
                    .close();
            Map<String, Rounds.Turn> contenders = new LinkedHashMap<>();
            contenders.put("ours", () -> PublishCommand.inFreshProcess(servers, width, events));
            contenders.put(
                    "peer",
                    () -> kafkaTool.send(servers, Topic.ACTIVATIONS.name("peer"), events, sample.recordBytes()));
            report.status("measuring " + (rounds + 1) + " rounds of two turns");
            report.print(report(Rounds.measure(rounds, contenders), sample.recordBytes()));
        }
        return 0;
    }

    private Report report(Rounds measured, int recordBytes) {
        Rounds.Spread ratio = measured.ratio("ours", "peer");
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("record", recordBytes, "bytes"));
        for (String contender : List.of("ours", "peer")) {
            double rate = measured.median(contender);
            figures.add(Figure.of(contender, rate, "events/s"));
            figures.add(Figure.of(contender, rate * recordBytes / MEGA, "MB/s"));
        }
        figures.add(Figure.atLeast(BAR, "ours : peer, median of rounds", ratio.median(), "ratio"));
        figures.add(Figure.of("ours : peer, least", ratio.least(), "ratio"));
        figures.add(Figure.of("ours : peer, most", ratio.most(), "ratio"));
        return new Report("events", "width " + width + ", events " + events + ", rounds " + rounds, figures);
    }
}
