package io.telltale.benchmarks;

import io.telltale.transport.EventLog;
import io.telltale.transport.kafka.KafkaEventLog;
import io.telltale.transport.kafka.KafkaSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process in which {@link EventsCommand} publishes; prints its rate. */
@Command(name = "publish-events", hidden = true, description = "One turn of the events benchmark.")
final class PublishCommand implements Callable<Integer> {

    private static final String ANSWER = "events per second: ";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--bootstrap", required = true)
    private String bootstrap = "";

    @Option(names = "--width", required = true, converter = WholeNumber.class)
    private int width;

    @Option(names = "--events", required = true, converter = WholeNumber.class)
    private int events;

    @Override
    public Integer call() {
        SampleEvents sample = new SampleEvents(width);
        KafkaSettings settings = KafkaSettings.of(bootstrap).withTopicPrefix("ours");
        try (EventLog log = KafkaEventLog.open(settings, InstantSource.system())) {
            spec.commandLine().getOut().println(ANSWER + new EventSender(log, sample).send(events, width));
        }
        return 0;
    }

    /** Publishes from a process of its own and returns events per second. */
    static double inFreshProcess(String servers, int width, int events) throws Exception {
        List<String> output = FreshProcess.java(
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                List.of(
                        "publish-events",
                        "--bootstrap",
                        servers,
                        "--width",
                        Integer.toString(width),
                        "--events",
                        Integer.toString(events)));
        return output.stream()
                .filter(line -> line.startsWith(ANSWER))
                .map(line -> Double.parseDouble(line.substring(ANSWER.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the publishing process said no rate: " + output));
    }
}
