package io.telltale.node.cli;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.node.config.NodeSettings;
import io.telltale.node.config.PluginsSettings;
import io.telltale.node.config.PluginsSettings.PluginSettings;
import io.telltale.node.serving.ModelFolders;
import io.telltale.node.serving.PluginSelection;
import io.telltale.pluginhost.HostContext;
import io.telltale.pluginhost.LoadedPlugin;
import io.telltale.pluginhost.PluginCatalog;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginProvider;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists plugins. */
@Command(
        name = "plugins",
        description = {
            "List the plugins that can run: id, version, what they do, what they read, and how they are set up.",
            "Each is loaded once for the configured model, as it would be by serve."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale plugins",
            "  telltale plugins --set telltale.plugins.folder=./my-plugins --set telltale.model.path=./my-model"
        })
final class PluginsCommand implements Callable<Integer> {

    private static final long SEED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Override
    public Integer call() {
        NodeSettings settings = config.read();
        PrintWriter out = spec.commandLine().getOut();
        try (PluginCatalog catalog = PluginSelection.catalog(settings.plugins())) {
            ModelSpec model =
                    Checkpoint.open(ModelFolders.find(settings.model().path())).spec();
            catalog.providers().forEach(provider -> print(out, provider, model, settings.plugins()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, PluginProvider provider, ModelSpec model, PluginsSettings plugins) {
        PluginDescriptor plugin = provider.descriptor();
        PluginSettings settings = plugins.of(plugin.id());
        out.printf("%s %s%n", plugin.id(), plugin.version());
        out.printf("  %s%n", plugin.description());
        out.printf("  reads:  %s%n", reads(provider, model, settings));
        out.printf("  mode:   %s%n", mode(settings));
        out.printf("  state:  %s%n", plugins.enabled().contains(plugin.id()) ? "enabled" : "not enabled");
    }

    private static String reads(PluginProvider provider, ModelSpec model, PluginSettings settings) {
        HostContext context = new HostContext(model, settings.settings(), InstantSource.system(), new Random(SEED));
        try (LoadedPlugin plugin = LoadedPlugin.load(provider, context)) {
            CaptureSpec capture = plugin.captureSpec();
            String sites =
                    capture.sites().stream().sorted().map(HookSite::toString).collect(Collectors.joining(", "));
            return (sites.isEmpty() ? "no site" : sites) + ", positions " + small(capture.positions()) + ", "
                    + small(capture.precision());
        } catch (PluginException unfit) {
            return "nothing: it cannot run on " + model.name() + ": " + unfit.getMessage();
        }
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String mode(PluginSettings settings) {
        return switch (settings.mode()) {
            case OBSERVE -> "observe";
            case ASYNC -> "async, max lag " + settings.maxLagTokens() + " tokens";
        };
    }
}
