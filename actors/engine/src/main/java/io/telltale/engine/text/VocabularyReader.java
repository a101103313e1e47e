package io.telltale.engine.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.telltale.engine.text.Vocabulary.Spelling;
import java.io.IOException;

/**
 * Reads the vocabulary of a {@code tokenizer.json} piece by piece: such a file can have tens of megabytes, most of which
 * are merges that nothing here needs.
 */
final class VocabularyReader {

    private static final JsonMapper JSON = new JsonMapper();

    private final byte[] file;

    private VocabularyReader(byte[] file) {
        this.file = file;
    }

    static Vocabulary read(byte[] file) throws IOException {
        return new VocabularyReader(file).read();
    }

    private Vocabulary read() throws IOException {
        var vocabulary = new Vocabulary(spelling(part("decoder")));
        readModel(vocabulary);
        // Last, for an added token takes the place of one that the model knows under the same id.
        for (JsonNode token : part("added_tokens")) {
            int id = token.path("id").asInt();
            vocabulary.putAdded(id, token.path("content").asText());
            if (token.path("special").asBoolean()) {
                vocabulary.markSpecial(id);
            }
        }
        return vocabulary;
    }

    private static Spelling spelling(JsonNode decoder) {
        if (decoder.path("type").asText().equals("ByteLevel")) {
            return Spelling.BYTES;
        }
        JsonNode decoders = decoder.path("decoders");
        boolean onlyBytes =
                decoders.size() == 1 && decoders.path(0).path("type").asText().equals("ByteLevel");
        boolean someBytes =
                decoders.valueStream().anyMatch(one -> one.path("type").asText().equals("ByteFallback"))
                        || decoder.path("type").asText().equals("ByteFallback");
        return onlyBytes ? Spelling.BYTES : someBytes ? Spelling.TEXT_AND_BYTES : Spelling.TEXT;
    }

    /** Reads one field of the file as a tree; missing if the file has none of that name. */
    private JsonNode part(String name) throws IOException {
        try (JsonParser parser = JSON.createParser(file)) {
            return moveTo(parser, name) ? JSON.readTree(parser) : MissingNode.getInstance();
        }
    }

    private void readModel(Vocabulary vocabulary) throws IOException {
        try (JsonParser parser = JSON.createParser(file)) {
            if (moveTo(parser, "model") && moveTo(parser, "vocab")) {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    readList(parser, vocabulary);
                } else {
                    readObject(parser, vocabulary);
                }
            }
        }
    }

    /** Moves to the value of a field of the object that comes next; false if that has no such field. */
    private static boolean moveTo(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT && parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(field);
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** Most models name the id of each token. */
    private static void readObject(JsonParser parser, Vocabulary vocabulary) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String token = parser.currentName();
            parser.nextToken();
            vocabulary.put(parser.getIntValue(), token);
        }
    }

    /** Unigram lists tokens with their scores; the id is the place in the list. */
    private static void readList(JsonParser parser, Vocabulary vocabulary) throws IOException {
        for (int id = 0; parser.nextToken() == JsonToken.START_ARRAY; id++) {
            parser.nextToken();
            vocabulary.put(id, parser.getText());
            parser.nextToken();
            parser.nextToken();
        }
    }
}
