package io.telltale.node.demo;

import io.telltale.almanac.Grade;
import io.telltale.almanac.Grader;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.World;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.pluginhost.PluginCatalog;
import io.telltale.replay.LogState;
import io.telltale.replay.Replay;
import io.telltale.replay.ReplayReport;
import io.telltale.runtime.InterventionAuthority;
import io.telltale.runtime.RuntimeServices;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.PluginException;
import io.telltale.transport.Accounting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The plot of the demo: scenes to watch, questions to count, speed, replay. */
final class Demo {

    /** Slow enough for a reader to follow, and what a model of a few billion parameters needs for a token. */
    private static final Duration TOKEN_INTERVAL = Duration.ofMillis(20);

    private static final Duration PLUGINS_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(10);
    private static final int AT_A_TIME = 8;
    private static final int THROUGHPUT_QUESTIONS = 12;
    private static final int THROUGHPUT_ROUNDS = 3;
    private static final int DIFFERENCES_SHOWN = 5;

    /**
     * How much is asked.
     *
     * @param known questions about known facts, per persona, without and with steering
     * @param mixed questions about facts of all bands, for the probe
     */
    record Size(int known, int mixed) {}

    private final Checkpoint checkpoint;
    private final PluginCatalog catalog;
    private final RuntimeServices services;
    private final DemoScreen screen;
    private final Prompts prompts;
    private final Grader grader;
    private final DemoScript script;
    private final DemoStage stage;
    private final DemoLog log;

    Demo(Checkpoint checkpoint, PluginCatalog catalog, RuntimeServices services, DemoScreen screen) {
        World world = World.shipped();
        this.checkpoint = checkpoint;
        this.catalog = catalog;
        this.services = services;
        this.screen = screen;
        this.prompts = new Prompts(checkpoint);
        this.grader = new Grader(world);
        this.script = new DemoScript(world);
        this.stage = new DemoStage(checkpoint, catalog, services);
        this.log = new DemoLog(services.log());
    }

    /** Shows one answer of the model to a question of the user's. */
    void ask(String question) throws PluginException {
        try (TelltaleRuntime runtime = stage.withPlugins(TOKEN_INTERVAL);
                LiveFeed feed = new LiveFeed(services.log())) {
            scenes(runtime, feed).show(question);
        }
    }

    /** Plays the whole demo. */
    DemoSummary play(Size size) throws PluginException {
        DemoSummary.TruthfulRate rates;
        List<Asked> mixed;
        try (TelltaleRuntime runtime = stage.withPlugins(TOKEN_INTERVAL)) {
            watch(runtime);
            Interviewer interviewer = new Interviewer(runtime, prompts, grader, AT_A_TIME);
            rates = truthfulRate(interviewer, script.known(size.known()));
            mixed = ask(
                    interviewer,
                    "questions of all kinds",
                    script.mixed(size.mixed()),
                    Persona.CLERK,
                    InterventionAuthority.OBSERVE);
            runtime.awaitPlugins(PLUGINS_TIMEOUT);
        }
        DemoSummary.Probe probe = ProbeQuality.of(mixed, log.verdicts());
        DemoSummary.Loop loop = log.loop();
        DemoSummary.Replay replay = replay();
        DemoSummary.TokensPerSecond speed = throughput();
        return new DemoSummary(rates, probe, loop, events(), speed, replay);
    }

    private void watch(TelltaleRuntime runtime) {
        try (LiveFeed feed = new LiveFeed(services.log())) {
            script.scenes().forEach(scenes(runtime, feed)::show);
        }
    }

    private Scenes scenes(TelltaleRuntime runtime, LiveFeed feed) {
        return new Scenes(runtime, feed, log, prompts, grader, screen);
    }

    private DemoSummary.TruthfulRate truthfulRate(Interviewer interviewer, List<Question> questions) {
        return new DemoSummary.TruthfulRate(
                rates(interviewer, questions, Persona.TRICKSTER),
                rates(interviewer, questions, Persona.CLERK),
                questions.size());
    }

    private DemoSummary.Rates rates(Interviewer interviewer, List<Question> questions, Persona persona) {
        String name = persona.name().toLowerCase(Locale.ROOT);
        return new DemoSummary.Rates(
                truthful(ask(interviewer, name + ", left alone", questions, persona, InterventionAuthority.OBSERVE)),
                truthful(ask(interviewer, name + ", steered", questions, persona, InterventionAuthority.BY_MODE)));
    }

    private List<Asked> ask(
            Interviewer interviewer,
            String what,
            List<Question> questions,
            Persona persona,
            InterventionAuthority authority) {
        return interviewer.ask(
                questions, persona, authority, answered -> screen.progress(what, answered, questions.size()));
    }

    private static double truthful(List<Asked> answers) {
        long right =
                answers.stream().filter(asked -> asked.grade() == Grade.RIGHT).count();
        return answers.isEmpty() ? 0 : (double) right / answers.size();
    }

    private DemoSummary.Replay replay() throws PluginException {
        screen.status("replaying the recorded log through the same plugins");
        services.log().flush(FLUSH_TIMEOUT);
        try (Replay replay = Replay.of(checkpoint.spec(), catalog.providers(), Map.of())) {
            ReplayReport report = replay.compare(services.log(), LogState.FINISHED);
            report.differences().stream()
                    .limit(DIFFERENCES_SHOWN)
                    .forEach(difference -> screen.note(difference.toString()));
            return new DemoSummary.Replay(
                    report.events(),
                    report.verdicts(),
                    report.differences().size(),
                    report.accounted().size());
        }
    }

    private DemoSummary.Events events() {
        services.log().flush(FLUSH_TIMEOUT);
        Accounting.Counts counts = services.log().accounting().activations();
        return new DemoSummary.Events(counts.published(), counts.delivered(), counts.ledgered());
    }

    private DemoSummary.TokensPerSecond throughput() throws PluginException {
        screen.status("measuring tokens per second");
        Throughput throughput =
                new Throughput(prompts, new ArrayList<>(script.known(THROUGHPUT_QUESTIONS)), THROUGHPUT_ROUNDS);
        ShardPlan plan = ShardPlan.even(checkpoint.spec().layers(), DemoStage.SHARDS);
        try (DecoderModel bare = DecoderModel.open(checkpoint, plan, EngineOptions.DEFAULTS);
                TelltaleRuntime idle = stage.idle();
                TelltaleRuntime plugins = stage.withPlugins(Duration.ZERO)) {
            return throughput.measure(bare, idle, plugins);
        }
    }
}
