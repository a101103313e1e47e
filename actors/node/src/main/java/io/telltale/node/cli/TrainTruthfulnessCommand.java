package io.telltale.node.cli;

import io.telltale.plugins.truthfulnesssteer.ArtefactJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Learns what the plugin truthfulness-steer needs for a model. */
@Command(
        name = "truthfulness-steer",
        aliases = "truthfulness",
        description = "Learn what the plugin truthfulness-steer reads and what it puts in its place; takes a minute.",
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale train truthfulness-steer --out truth.json",
            "  telltale serve --plugin truthfulness-steer --set telltale.plugins.truthfulness-steer.settings.artefact=truth.json"
        })
final class TrainTruthfulnessCommand implements Callable<Integer> {

    @Mixin
    private ArtefactOptions artefact = new ArtefactOptions();

    @Override
    public Integer call() {
        artefact.learn(artefacts -> ArtefactJson.write(artefacts.truthfulness()));
        return ExitCode.OK;
    }
}
