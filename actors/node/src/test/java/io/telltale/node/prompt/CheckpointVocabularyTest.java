package io.telltale.node.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.text.Tokenizer;
import io.telltale.node.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointVocabularyTest {

    @TempDir
    private Path folder;

    private final Checkpoint checkpoint = Checkpoint.open(TestModels.tiny());
    private final Vocabulary vocabulary = new CheckpointVocabulary(checkpoint);

    @Test
    void spellsTokensSoThatTogetherTheyAreTheTextWithItsSpaces() {
        assertThat(spelt(" the rain, the  rain")).isEqualTo(" the rain, the  rain");
    }

    @Test
    void showsThePartsOfACharacterAsNone() {
        // Two bytes that the tokenizer of the tiny model has never seen together.
        assertThat(spelt("\u0416")).isEqualTo("\uFFFD\uFFFD");
    }

    @Test
    void scoresAsManyTokensAsTheModel() {
        assertThat(vocabulary.size()).isEqualTo(checkpoint.spec().vocabularySize());
    }

    @Test
    void showsNothingReadableWithoutATokenizer() throws IOException {
        Path model = TestModels.tinyIn(folder);
        Files.delete(model.resolve("tokenizer.json"));

        assertThat(new CheckpointVocabulary(Checkpoint.open(model)).text(5)).isEqualTo("\uFFFD");
    }

    private String spelt(String text) {
        Tokenizer tokenizer = checkpoint.tokenizer().orElseThrow();
        return tokenizer.encodeRendered(text).stream()
                .mapToObj(vocabulary::text)
                .collect(Collectors.joining());
    }
}
