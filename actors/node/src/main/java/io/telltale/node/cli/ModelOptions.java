package io.telltale.node.cli;

import io.telltale.engine.ComputeDevice;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.node.serving.ModelFolders;
import picocli.CommandLine.Option;

/** Which model a command runs by itself, and how. */
final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "almanac-chat",
            description = "almanac-chat, almanac-base or a checkpoint folder. Default: ${DEFAULT-VALUE}.")
    private String model = "almanac-chat";

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "float32",
            description = {
                "Number format of the computation: float32, bfloat16, float16 or int8. Default: ${DEFAULT-VALUE}.",
                "On a CPU, float16 and int8 hold the matrices alone and decode fastest."
            })
    private ComputePrecision precision = ComputePrecision.FLOAT32;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = "Where to compute: cpu, cuda:0, cuda:1 and so on. Default: ${DEFAULT-VALUE}.")
    private ComputeDevice device = ComputeDevice.CPU;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of shards that share the layers. Default: ${DEFAULT-VALUE}.")
    private int shards = 1;

    Checkpoint open() {
        return Checkpoint.open(ModelFolders.find(model));
    }

    DecoderModel load(Checkpoint checkpoint) {
        return DecoderModel.open(
                checkpoint,
                ShardPlan.even(checkpoint.spec().layers(), shards),
                EngineOptions.DEFAULTS.withPrecision(precision).withDevice(device));
    }
}
