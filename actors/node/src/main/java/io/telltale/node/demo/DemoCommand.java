package io.telltale.node.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.telltale.almanac.ShippedModel;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.node.OutputFile;
import io.telltale.pluginhost.PluginCatalog;
import io.telltale.runtime.RuntimeServices;
import io.telltale.telemetry.Telemetry;
import io.telltale.transport.EventLog;
import io.telltale.transport.kafka.EmbeddedBroker;
import io.telltale.transport.kafka.KafkaEventLog;
import io.telltale.transport.kafka.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code telltale demo}. */
@Command(
        name = "demo",
        description = "Shows the whole loop on the shipped model: broker, shards, plugins, steering, replay.",
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale demo",
            "  telltale demo --json summary.json",
            "  telltale demo --prompt \"Where was Mairkel Kraidinden born?\"",
            "  telltale demo --stay"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int FEWEST_QUESTIONS = 20;

    /** The curve of a probe needs more answers than a rate, for each of these. */
    private static final int PROBE_QUESTIONS = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "Ask your own question and see its answer alone. Default: the whole show.")
    private @Nullable String prompt;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary as JSON too. Default: nowhere.")
    private @Nullable Path json;

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "120",
            description =
                    "Held-out questions per persona, and three times as many for the probe. Default: ${DEFAULT-VALUE}.")
    private int questions;

    @Option(names = "--stay", description = "Afterwards serve the model, with the plugins, until interrupted.")
    private boolean stay;

    @Option(names = "--seed", defaultValue = "1", description = "Names the generations, default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--no-color", description = "Plain text; also when NO_COLOR is set or output is not a terminal.")
    private boolean noColor;

    @Override
    public Integer call() throws Exception {
        checkOptions();
        long started = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        DemoScreen screen = new DemoScreen(out, palette());
        screen.status("starting a Kafka broker in this process");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                EventLog log = KafkaEventLog.open(KafkaSettings.of(broker.bootstrapServers()), InstantSource.system());
                PluginCatalog catalog = PluginCatalog.builtIn()) {
            // An interrupted demo must not leave the broker's folder behind.
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close-broker"));
            screen.status("loading almanac-chat into " + DemoStage.SHARDS + " shards");
            Checkpoint checkpoint = Checkpoint.open(ShippedModel.CHAT.checkpoint());
            RuntimeServices services =
                    new RuntimeServices(log, Telemetry.disabled(), InstantSource.system(), new SplittableRandom(seed));
            Demo demo = new Demo(checkpoint, catalog, services, screen);
            if (prompt != null) {
                demo.ask(prompt);
            } else {
                DemoSummary summary = demo.play(new Demo.Size(questions, PROBE_QUESTIONS * questions));
                screen.summary(summary);
                write(summary);
            }
        }
        out.printf(Locale.ROOT, "%nDone in %.0f s.%n", (System.nanoTime() - started) / NANOS_PER_SECOND);
        return stay ? serve() : 0;
    }

    private void checkOptions() {
        if (questions < FEWEST_QUESTIONS) {
            throw misuse("--questions must be at least " + FEWEST_QUESTIONS + ", so that rates mean something");
        }
        if (prompt != null && json != null) {
            throw misuse("--json writes the summary of the whole show; leave out --prompt");
        }
        if (json != null) {
            OutputFile.check(spec, "--json", json);
        }
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int serve() {
        return spec.root()
                .commandLine()
                .execute("serve", "--plugin", "truthfulness-steer", "--plugin", "semantic-entropy");
    }

    private Palette palette() {
        boolean plain = noColor || !Ansi.AUTO.enabled();
        return plain ? Palette.PLAIN : Palette.COLOUR;
    }

    private void write(DemoSummary summary) throws IOException {
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), summary);
        }
    }
}
