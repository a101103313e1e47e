package io.telltale.benchmarks.contender;

import io.telltale.engine.ComputePrecision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The process in which {@link ContenderProcess} runs Telltale's engine: answers one line for each until its input ends. */
@Command(name = "engine-contender", hidden = true, description = "Telltale's part in the engine benchmark.")
public final class EngineContenderCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--checkpoint", required = true)
    private Path folder = Path.of("");

    @Option(names = "--precision", required = true)
    private ComputePrecision precision = ComputePrecision.FLOAT32;

    @Option(names = "--threads", required = true)
    private int threads;

    @Option(names = "--shards", required = true)
    private int shards;

    /** Returns what a process is told that is to be this contender. */
    public static List<String> arguments(Setting setting, int shards) {
        return List.of(
                "engine-contender",
                "--checkpoint",
                setting.checkpoint().toString(),
                "--precision",
                setting.precision().name(),
                "--threads",
                Integer.toString(setting.threads()),
                "--shards",
                Integer.toString(shards));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (EngineContender engine = EngineContender.load(new Setting(folder, precision, threads), shards)) {
            out.println("{\"ready\":true}");
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                out.println(Messages.line(engine.answer(Messages.work(line))));
            }
        }
        return 0;
    }
}
