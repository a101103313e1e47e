package io.telltale.node.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many answers are generated, and what is told of each. */
final class ReportOptions {

    private static final int MAX_ALTERNATIVES = 20;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--n",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Number of answers to the same prompt, each with a seed of its own. Default: ${DEFAULT-VALUE}.")
    private int answers = 1;

    @Option(
            names = "--json",
            description =
                    "Print one JSON object a line for each answer, with token ids, text and the ten best first logits.")
    private boolean json;

    @Option(
            names = "--logprobs",
            paramLabel = "N",
            description =
                    "With --json, tell how likely the model found each token, beside this many likeliest ones; 0 to 20. Default: not told.")
    private @Nullable Integer alternatives;

    /** Checks what belongs together. */
    ReportOptions checked() {
        if (answers < 1) {
            throw misuse("--n must be at least 1, not " + answers);
        }
        if (alternatives != null && !json) {
            throw misuse("--logprobs needs --json");
        }
        if (alternatives != null && (alternatives < 0 || alternatives > MAX_ALTERNATIVES)) {
            throw misuse("--logprobs must be from 0 to " + MAX_ALTERNATIVES + ", not " + alternatives);
        }
        return this;
    }

    int answers() {
        return answers;
    }

    boolean json() {
        return json;
    }

    ChoiceRecorder recorder() {
        return alternatives == null ? ChoiceRecorder.ofNothing() : ChoiceRecorder.of(alternatives);
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
