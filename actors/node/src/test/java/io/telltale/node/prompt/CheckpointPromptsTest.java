package io.telltale.node.prompt;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.text.ChatMessage;
import io.telltale.node.TestModels;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointPromptsTest {

    private static final Prompt CONVERSATION = new Prompt.Conversation(List.of(new ChatMessage("user", "Rain?")));

    @TempDir
    Path folder;

    @Test
    void passesOnWhyAChatTemplateRefusesAConversation() throws IOException {
        Path model = TestModels.tinyIn(folder);
        Files.writeString(model.resolve("chat_template.jinja"), "{{ raise_exception('roles must alternate') }}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointPrompts(Checkpoint.open(model)).encode(CONVERSATION))
                .withMessageContaining("roles must alternate");
    }

    @Test
    void saysWhatToGiveInsteadWhereThereIsNoChatTemplate() throws IOException {
        Path model = TestModels.tinyIn(folder);
        Files.delete(model.resolve("tokenizer_config.json"));
        Checkpoint checkpoint = Checkpoint.open(model);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointPrompts(checkpoint).encode(CONVERSATION))
                .withMessageContaining("no chat template; give a plain prompt");
    }

    @Test
    void refusesATokenOutsideTheVocabulary() {
        Checkpoint checkpoint = Checkpoint.open(TestModels.tiny());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointPrompts(checkpoint).encode(new Prompt.Tokens(TokenIds.of(99_999))))
                .withMessageContaining("99999 is outside the vocabulary");
    }
}
