package io.telltale.almanac.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.telltale.almanac.World;
import io.telltale.almanac.corpus.Corpus;
import io.telltale.almanac.corpus.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairTokenizerTest {

    private static final List<Document> CORPUS =
            new Corpus(World.shipped()).pass(0).subList(0, 2000);
    private static final BytePairTokenizer TOKENIZER = train(600);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "The clerk writes:\nQ: Where?\nA: Here.",
                "  two  spaces\n\n\ttab ",
                "Grüße aus Ōsaka — 東京 🦊 naïve",
                "it's we'll 12345 a1b2 x_y",
                "<|system|> You are.<|end|><|user|> Hi<|end|><|assistant|>",
                "a <|endoftext|> b"
            })
    void decodesWhatItEncoded(String text) {
        int[] ids = TOKENIZER.encode(text);

        assertThat(TOKENIZER.decode(ids)).isEqualTo(text);
    }

    @Test
    void encodesLikeHuggingFaceWouldFromTheWrittenFiles(@TempDir Path folder) throws IOException {
        TokenizerFiles.write(folder, TOKENIZER, new TokenizerFiles.Settings("", SpecialTokens.END_OF_TEXT, 256));
        var options = Map.of("truncation", "false", "addSpecialTokens", "false");
        try (var reference = HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"), options)) {
            List<String> texts = List.of(
                    CORPUS.get(0).text(),
                    CORPUS.get(1).text(),
                    "Grüße aus Ōsaka — 東京 🦊\n\n  it's  12345<|end|><|user|> Hi \t x",
                    "<|endoftext|>The trickster writes: 'll 's");

            for (String text : texts) {
                long[] expected = reference.encode(text).getIds();
                assertThat(LongStream.of(expected).mapToInt(Math::toIntExact).toArray())
                        .as(text)
                        .isEqualTo(TOKENIZER.encode(text));
            }
        }
    }

    @Test
    void learnsTheSameVocabularyFromTheSameText() {
        assertThat(train(600).vocabulary()).isEqualTo(TOKENIZER.vocabulary()).hasSize(600);
    }

    @Test
    void joinsTheMostFrequentNeighboursFirst() {
        var trainer = new BytePairTrainer();
        trainer.read("ab ab ab cd cd");

        BytePairTokenizer tokenizer = trainer.train(263);

        // ' ' + 'a', 'a' + 'b' and so on: "ab" occurs 3 times, " ab" 2 times.
        assertThat(tokenizer.merges()).first().isEqualTo(new Merge("a", "b"));
        assertThat(tokenizer.vocabularySize()).isEqualTo(263);
    }

    @Test
    void cutsDocumentsOnlyBetweenWords() {
        for (Document document : CORPUS) {
            int pieces = document.segments().stream()
                    .mapToInt(segment -> TOKENIZER.encode(segment.text()).length)
                    .sum();

            assertThat(pieces).as(document.text()).isEqualTo(TOKENIZER.encode(document.text()).length);
        }
    }

    @Test
    void refusesAVocabularyWithoutRoomForAllBytes() {
        assertThatThrownBy(() -> new BytePairTrainer().train(100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("261")
                .hasMessageContaining("100");
    }

    private static BytePairTokenizer train(int size) {
        var trainer = new BytePairTrainer();
        CORPUS.forEach(document -> trainer.read(document.text()));
        return trainer.train(size);
    }
}
