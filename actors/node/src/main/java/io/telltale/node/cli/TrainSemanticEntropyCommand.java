package io.telltale.node.cli;

import io.telltale.plugins.semanticentropy.ArtefactJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Learns what the plugin semantic-entropy needs for a model. */
@Command(
        name = "semantic-entropy",
        description = "Learn the probe that the plugin semantic-entropy reads with; takes minutes.",
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale train semantic-entropy --out entropy.json",
            "  telltale serve --plugin semantic-entropy --set telltale.plugins.semantic-entropy.settings.artefact=entropy.json"
        })
final class TrainSemanticEntropyCommand implements Callable<Integer> {

    @Mixin
    private ArtefactOptions artefact = new ArtefactOptions();

    @Override
    public Integer call() {
        artefact.learn(artefacts -> ArtefactJson.write(artefacts.semanticEntropy()));
        return ExitCode.OK;
    }
}
