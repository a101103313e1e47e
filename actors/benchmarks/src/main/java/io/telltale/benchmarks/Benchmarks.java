package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.EngineContenderCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code telltale benchmark}: the command line of the benchmarks. */
@Command(
        name = "telltale benchmark",
        description =
                "Measures what Telltale costs and how fast it is, as ratios to a peer or a limit in the same run.",
        subcommands = {
            GenerationCommand.class,
            LoopCommand.class,
            EventsCommand.class,
            EngineCommand.class,
            SoakCommand.class,
            PublishCommand.class,
            LoadCommand.class,
            EngineContenderCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  telltale benchmark generation",
            "  telltale benchmark loop --interval-ms 20 --sequences 4",
            "  telltale benchmark events --json events.json",
            "  telltale bench engine --model smollm-135m --peers transformers"
        })
public final class Benchmarks implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs one benchmark and returns the exit code: 0 done, 1 failed, 2 misused. */
    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Benchmarks());
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Benchmarks::report);
        addHelp(line);
        return line.execute(arguments);
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and exit.")
                        .build());
        line.getSubcommands().values().forEach(Benchmarks::addHelp);
    }

    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        String message = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        line.getErr().println("telltale: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a benchmark: generation, loop, events, engine or soak");
    }
}
