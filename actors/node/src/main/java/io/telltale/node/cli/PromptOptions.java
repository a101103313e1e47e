package io.telltale.node.cli;

import io.telltale.engine.text.ChatMessage;
import io.telltale.node.prompt.Prompt;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command asks a model. */
final class PromptOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--chat", description = "Put the prompt into the model's chat template as the user's message.")
    private boolean chat;

    @Option(
            names = "--system",
            paramLabel = "TEXT",
            description = "The system message before the user's; needs --chat. Default: none.")
    private @Nullable String system;

    /** One of the two. */
    private static final class Source {

        @Option(names = "--prompt", paramLabel = "TEXT", description = "The text to go on from.")
        private @Nullable String text;

        @Option(
                names = "--token-ids",
                paramLabel = "ID",
                split = ",",
                description = "The tokens to go on from, taken as they are: 1,2,3.")
        private int @Nullable [] ids;
    }

    Prompt prompt() {
        if (system != null && !chat) {
            throw misuse("--system needs --chat");
        }
        if (source.ids != null) {
            if (chat) {
                throw misuse("--chat needs --prompt; token ids are taken as they are");
            }
            return new Prompt.Tokens(TokenIds.of(source.ids));
        }
        String text = source.text == null ? "" : source.text;
        return chat ? conversation(text) : new Prompt.Text(text);
    }

    private Prompt conversation(String text) {
        List<ChatMessage> messages = new ArrayList<>();
        if (system != null) {
            messages.add(ChatMessage.system(system));
        }
        messages.add(ChatMessage.user(text));
        return new Prompt.Conversation(messages);
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
