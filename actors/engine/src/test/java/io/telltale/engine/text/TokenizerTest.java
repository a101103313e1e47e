package io.telltale.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.Golden;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {

    private static final Tokenizer TOKENIZER =
            Tokenizer.open(Golden.LLAMA.folder().resolve("tokenizer.json"));

    @Test
    void encodesAsTheReferenceDoes() {
        for (JsonNode golden : Golden.LLAMA.json("tokenizer.golden.json")) {
            String text = golden.path("text").asText();

            assertThat(TOKENIZER.encode(text)).as(text).isEqualTo(ids(golden.path("ids")));
            assertThat(TOKENIZER.encodeRendered(text)).as(text).isEqualTo(ids(golden.path("rendered")));
        }
    }

    @Test
    void decodesWhatItEncodedAndLeavesSpecialTokensOut() {
        for (JsonNode golden : Golden.LLAMA.json("tokenizer.golden.json")) {
            assertThat(TOKENIZER.decode(ids(golden.path("ids"))))
                    .isEqualTo(golden.path("text").asText());
        }
    }

    @Test
    void spellsSpecialTokensOutWhenAsked() {
        assertThat(TOKENIZER.decodeVerbatim(TokenIds.of(1, 2))).isEqualTo("<s></s>");
    }

    @Test
    void findsSpecialTokensInRenderedText() {
        assertThat(TOKENIZER.encodeRendered("<s><|user|>").toArray()).containsExactly(1, 3);
    }

    @Test
    void encodesALongTextWhole() {
        String text = "word ".repeat(700);

        TokenIds ids = TOKENIZER.encode(text);

        // The library alone would cut it at 512.
        assertThat(ids.size()).isGreaterThan(2000);
        assertThat(TOKENIZER.decode(ids)).isEqualTo(text);
    }

    @Test
    void streamsTheSameTextInWholeCharacters() {
        for (JsonNode golden : Golden.LLAMA.json("tokenizer.golden.json")) {
            StreamingDetokenizer stream = TOKENIZER.newStream();
            List<String> pieces = new ArrayList<>();

            ids(golden.path("ids")).stream().forEach(id -> pieces.add(stream.push(id)));
            pieces.add(stream.finish());

            assertThat(String.join("", pieces)).isEqualTo(golden.path("text").asText());
            assertThat(pieces).noneMatch(piece -> piece.contains("\uFFFD"));
            assertThat(pieces)
                    .noneMatch(piece -> !piece.isEmpty()
                            && (Character.isLowSurrogate(piece.charAt(0))
                                    || Character.isHighSurrogate(piece.charAt(piece.length() - 1))));
        }
    }

    @Test
    void keepsACharacterBackUntilItsLastToken() {
        StreamingDetokenizer stream = TOKENIZER.newStream();
        int[] ids = TOKENIZER.encodeRendered("é").toArray();

        assertThat(ids).hasSize(2);
        assertThat(stream.push(ids[0])).isEmpty();
        assertThat(stream.push(ids[1])).isEqualTo("é");
    }

    @Test
    void givesUpOnBytesThatAreNoText() {
        StreamingDetokenizer stream = TOKENIZER.newStream();
        int continuation = TOKENIZER.encodeRendered("é").at(1);
        var text = new StringBuilder();

        for (int i = 0; i < 20; i++) {
            text.append(stream.push(continuation));
        }

        // What is waiting has a limit, whatever a model writes.
        assertThat(text).hasSizeGreaterThan(10);
        assertThat(stream.push(TOKENIZER.encodeRendered("a").at(0)) + stream.finish())
                .endsWith("a");
    }

    @Test
    void keepsTheSpaceBetweenContextAndStream() {
        StreamingDetokenizer stream = TOKENIZER.newStream(TOKENIZER.encode("the river"));
        var text = new StringBuilder();

        TOKENIZER.encodeRendered(" rises").stream().forEach(id -> text.append(stream.push(id)));

        assertThat(text).hasToString(" rises");
    }

    @Test
    void refusesAFileThatDescribesNoTokenizer(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": \"1.0\", \"model\": ");

        assertThatThrownBy(() -> Tokenizer.open(file))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failed -> assertThat(failed.code()).isEqualTo(Code.TOKENIZER_CORRUPT))
                .hasMessageContaining(file.toString());
    }

    private static TokenIds ids(JsonNode node) {
        return TokenIds.of(node.valueStream().mapToInt(JsonNode::asInt).toArray());
    }
}
