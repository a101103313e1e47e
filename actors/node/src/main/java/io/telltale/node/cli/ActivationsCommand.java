package io.telltale.node.cli;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.safetensors.SafetensorsWriter;
import io.telltale.node.OutputFile;
import io.telltale.node.prompt.CheckpointPrompts;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenIds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes activations of a prompt to a file. */
@Command(
        name = "activations",
        description = {
            "Write the activations of a prompt to a safetensors file.",
            "The file holds one float32 tensor [positions, width] for each hook site, under the site's address."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale activations --prompt \"Once\" --sites blocks.0.hook_resid_post --out x.safetensors",
            "  telltale activations --model ./craftgpt --token-ids 0,79,5 \\",
            "      --sites hook_embed,blocks.2.attn.hook_z,ln_final.hook_normalized --out x.safetensors"
        })
final class ActivationsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private PromptOptions prompt = new PromptOptions();

    @Option(
            names = "--sites",
            required = true,
            split = ",",
            paramLabel = "SITE",
            description = "Where to read: hook_embed, blocks.N.hook_resid_post, blocks.N.attn.hook_z and so on.")
    private List<HookSite> sites = List.of();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        OutputFile.check(spec, "--out", out);
        Checkpoint checkpoint = model.open();
        TokenIds ids = new CheckpointPrompts(checkpoint).encode(prompt.prompt());
        try (DecoderModel decoder = model.load(checkpoint)) {
            Map<HookSite, FloatMatrix> captured = decoder.activations(ids, new LinkedHashSet<>(sites));
            SequencedMap<String, FloatMatrix> tensors = new LinkedHashMap<>();
            new TreeMap<>(captured).forEach((site, values) -> tensors.put(site.toString(), values));
            SafetensorsWriter.write(out, tensors);
        }
        return ExitCode.OK;
    }
}
