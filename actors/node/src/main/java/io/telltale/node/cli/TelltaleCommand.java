package io.telltale.node.cli;

import io.telltale.almanac.ShippedModel;
import io.telltale.engine.ComputeDevice;
import io.telltale.engine.LayerRange;
import io.telltale.engine.threads.ThreadCount;
import io.telltale.node.demo.DemoCommand;
import io.telltale.runtime.cluster.ClusterPlan;
import io.telltale.runtime.cluster.HostPort;
import io.telltale.spi.HookSite;
import io.telltale.spi.PluginId;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code telltale}; does nothing by itself. */
@Command(
        name = "telltale",
        synopsisSubcommandLabel = "COMMAND",
        description = "Change-data-capture for the inside of a language model, with a closed loop.",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ShardCommand.class,
            GenerateCommand.class,
            ActivationsCommand.class,
            TrainCommand.class,
            EvalCommand.class,
            ReplayCommand.class,
            PluginsCommand.class,
            CompletionCommand.class
        },
        versionProvider = Version.class,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale demo",
            "  telltale generate --chat --prompt \"Where was Mairkel Kraidinden born?\"",
            "  telltale serve --plugin truthfulness-steer",
            "  telltale bench --help",
            "  telltale COMMAND --help"
        })
public final class TelltaleCommand implements Runnable {

    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure. Same as -Dtelltale.debug=true for the JVM.")
    private boolean debug;

    /** Makes the command line with all its commands. */
    public static CommandLine line(PrintWriter out, PrintWriter err) {
        TelltaleCommand root = new TelltaleCommand();
        CommandLine line = new CommandLine(root).setOut(out).setErr(err);
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(PluginId.class, converter(PluginId::new));
        line.registerConverter(ComputeDevice.class, converter(ComputeDevice::new));
        line.registerConverter(HookSite.class, converter(HookSite::parse));
        line.registerConverter(LayerRange.class, converter(ClusterPlan::parseRange));
        line.registerConverter(HostPort.class, converter(HostPort::parse));
        line.registerConverter(ShippedModel.class, converter(TelltaleCommand::shipped));
        line.registerConverter(ThreadCount.class, converter(ThreadCount::parse));
        line.getSubcommands().values().forEach(TelltaleCommand::offerHelp);
        offerHelp(line);
        FailureReport report = new FailureReport(() -> root.debug || Boolean.getBoolean("telltale.debug"));
        return line.setExecutionExceptionHandler(report).setParameterExceptionHandler(report);
    }

    private static ShippedModel shipped(String name) {
        return Arrays.stream(ShippedModel.values())
                .filter(model -> model.folderName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there are almanac-base and almanac-chat"));
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(String.valueOf(unknown.getMessage()));
            }
        };
    }

    /** Gives a command and all below it --help, and --version, in the same words. */
    private static void offerHelp(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(TelltaleCommand::offerHelp);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command; telltale --help lists them");
    }
}
