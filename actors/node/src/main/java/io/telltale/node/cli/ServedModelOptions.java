package io.telltale.node.cli;

import io.telltale.engine.ComputeDevice;
import io.telltale.engine.ComputePrecision;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Short forms of the settings that say which model a node runs, and how. */
final class ServedModelOptions {

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "almanac-chat, almanac-base or a checkpoint folder; a shard's is its server's."
                    + " Default: telltale.model.path.")
    private @Nullable String model;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description = "Number format of the computation: float32, bfloat16, float16 or int8."
                    + " Default: telltale.engine.precision.")
    private @Nullable ComputePrecision precision;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where to compute: cpu, cuda:0, cuda:1 and so on. Default: telltale.engine.device.")
    private @Nullable ComputeDevice device;

    /** Returns what was chosen, by the keys of the settings. */
    Map<String, String> settings() {
        Map<String, String> chosen = new LinkedHashMap<>();
        if (model != null) {
            chosen.put("telltale.model.path", model);
        }
        if (precision != null) {
            chosen.put("telltale.engine.precision", precision.name().toLowerCase(Locale.ROOT));
        }
        if (device != null) {
            chosen.put("telltale.engine.device", device.name());
        }
        return chosen;
    }
}
