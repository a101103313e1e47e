package io.telltale.node.prompt;

import io.telltale.engine.EngineException;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.text.ChatRequest;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.Tokenizer;
import io.telltale.spi.TokenIds;
import java.time.Clock;
import java.time.ZoneId;

/** Encodes prompts with the tokenizer and the chat template of a checkpoint. */
public final class CheckpointPrompts implements PromptEncoder {

    private final Checkpoint checkpoint;

    public CheckpointPrompts(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public TokenIds encode(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text text -> tokenizer().encode(text.text());
            case Prompt.Tokens tokens -> checked(tokens.ids());
            case Prompt.Conversation conversation -> rendered(conversation.request());
        };
    }

    private TokenIds checked(TokenIds ids) {
        int size = checkpoint.spec().vocabularySize();
        ids.stream().filter(id -> id < 0 || id >= size).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException("token id " + id + " is outside the vocabulary of " + size + " tokens");
        });
        return ids;
    }

    private TokenIds rendered(ChatRequest request) {
        ChatTemplate template =
                checkpoint.chatTemplate().orElseThrow(() -> lacking("no chat template", "a plain prompt"));
        try {
            return tokenizer()
                    .encodeRendered(
                            template.at(Clock.system(ZoneId.systemDefault())).render(request));
        } catch (EngineException refused) {
            if (refused.code() != EngineException.Code.CHAT_TEMPLATE) {
                throw refused;
            }
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    private Tokenizer tokenizer() {
        return checkpoint.tokenizer().orElseThrow(() -> lacking(checkpoint.missingTokenizer(), "token ids"));
    }

    private IllegalArgumentException lacking(String what, String instead) {
        return new IllegalArgumentException(
                "the model " + checkpoint.spec().name() + " has " + what + "; give " + instead + " instead");
    }
}
