package io.telltale.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of tokenizer against Hugging Face's own; {@code make_tokenizers.py} made the tokenizers and the goldens. */
class TokenizerGoldensTest {

    private static final String MALFORMED = "\uFFFD";

    /** The tokenizers of the tests, and those in the folder that {@code -Dtelltale.tokenizers} names. */
    static List<Kind> kinds() throws IOException, URISyntaxException {
        var own = Path.of(Objects.requireNonNull(TokenizerGoldensTest.class.getResource("tokenizers"))
                .toURI());
        List<Kind> kinds = new ArrayList<>(in(own));
        String more = System.getProperty("telltale.tokenizers", "");
        if (!more.isEmpty()) {
            kinds.addAll(in(Path.of(more)));
        }
        return kinds;
    }

    private static List<Kind> in(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).sorted().map(Kind::new).toList();
        }
    }

    /** A tokenizer beside its goldens, called by who is known for its kind. */
    record Kind(Path folder) {

        Tokenizer tokenizer() {
            return Tokenizer.open(folder.resolve("tokenizer.json"));
        }

        JsonNode goldens() {
            try {
                return new JsonMapper().readTree(folder.resolve("goldens.json").toFile());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void encodesAsTheReferenceDoes(Kind kind) {
        Tokenizer tokenizer = kind.tokenizer();

        for (JsonNode golden : kind.goldens().path("texts")) {
            String text = golden.path("text").textValue();
            assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids(golden.path("ids")));
            assertThat(tokenizer.encodeRendered(text)).as(text).isEqualTo(ids(golden.path("rendered")));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void decodesAsTheReferenceDoes(Kind kind) {
        Tokenizer tokenizer = kind.tokenizer();

        for (JsonNode golden : kind.goldens().path("sequences")) {
            TokenIds ids = ids(golden.path("ids"));
            assertThat(tokenizer.decode(ids))
                    .as(ids.toString())
                    .isEqualTo(golden.path("text").textValue());
            assertThat(tokenizer.decodeVerbatim(ids))
                    .as(ids.toString())
                    .isEqualTo(golden.path("verbatim").textValue());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void streamsTextsInWholeCharacters(Kind kind) {
        Tokenizer tokenizer = kind.tokenizer();

        for (JsonNode golden : kind.goldens().path("texts")) {
            TokenIds ids = ids(golden.path("ids"));
            List<String> pieces = pieces(tokenizer.newStream(), ids);

            assertThat(String.join("", pieces)).isEqualTo(tokenizer.decode(ids));
            assertThat(pieces).noneMatch(piece -> piece.contains(MALFORMED)).noneMatch(TokenizerGoldensTest::isTorn);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void streamsWhateverAModelWritesAsItIsDecodedWhole(Kind kind) {
        Tokenizer tokenizer = kind.tokenizer();
        int size = kind.goldens().path("size").asInt();
        var random = new Random(5);

        for (int i = 0; i < 3000; i++) {
            TokenIds ids = random(random, size, 1 + random.nextInt(40));
            List<String> pieces = pieces(tokenizer.newStream(), ids);

            assertThat(String.join("", pieces)).as(ids.toString()).isEqualTo(tokenizer.decode(ids));
            assertThat(pieces).noneMatch(TokenizerGoldensTest::isTorn);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void streamsAfterAContextWhatTheContextLacks(Kind kind) {
        Tokenizer tokenizer = kind.tokenizer();

        for (JsonNode golden : kind.goldens().path("texts")) {
            TokenIds ids = ids(golden.path("rendered"));
            for (int cut = 1; cut < ids.size(); cut++) {
                TokenIds context = ids.slice(0, cut);
                String before = tokenizer.decode(context);
                String whole = tokenizer.decode(ids);
                // A context that ends inside a character is no beginning of the whole.
                if (!before.endsWith(MALFORMED)) {
                    assertThat(String.join("", pieces(tokenizer.newStream(context), ids.slice(cut, ids.size()))))
                            .isEqualTo(whole.substring(before.length()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void leavesOutIdsThatNoTokenHas(Kind kind) {
        Tokenizer tokenizer = kind.tokenizer();
        StreamingDetokenizer stream = tokenizer.newStream();
        TokenIds word = tokenizer.encodeRendered("river");

        String text = stream.push(1_000_000) + stream.push(-1) + String.join("", pieces(stream, word));

        assertThat(text).isEqualTo(tokenizer.decode(word));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsTextThatIsNoUnicode(Kind kind) {
        Tokenizer tokenizer = kind.tokenizer();

        assertThat(tokenizer.encodeRendered("a\uD83Db\uDE00")).isEqualTo(tokenizer.encodeRendered("a\uFFFDb\uFFFD"));
    }

    private static TokenIds random(Random random, int size, int count) {
        return TokenIds.of(
                IntStream.range(0, count).map(i -> random.nextInt(size)).toArray());
    }

    private static List<String> pieces(StreamingDetokenizer stream, TokenIds ids) {
        List<String> pieces = new ArrayList<>();
        ids.stream().forEach(id -> pieces.add(stream.push(id)));
        pieces.add(stream.finish());
        return pieces;
    }

    private static boolean isTorn(String piece) {
        return !piece.isEmpty()
                && (Character.isLowSurrogate(piece.charAt(0))
                        || Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
    }

    private static TokenIds ids(JsonNode node) {
        return TokenIds.of(node.valueStream().mapToInt(JsonNode::asInt).toArray());
    }
}
