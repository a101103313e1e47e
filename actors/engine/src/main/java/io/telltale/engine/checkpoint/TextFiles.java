package io.telltale.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.architecture.ConfigFile;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.SpecialTokens;
import io.telltale.engine.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a checkpoint that deals with text; each piece may be absent. */
final class TextFiles {

    private static final String END_OF_SEQUENCE = "eos_token_id";

    private final @Nullable Tokenizer tokenizer;
    private final @Nullable ChatTemplate chatTemplate;
    private final Set<Integer> endOfSequenceIds;

    private TextFiles(Path folder) {
        Path tokenizerFile = folder.resolve("tokenizer.json");
        tokenizer = Files.isRegularFile(tokenizerFile) ? Tokenizer.open(tokenizerFile) : null;
        ConfigFile settings = ConfigFile.readIfPresent(folder.resolve("tokenizer_config.json"));
        chatTemplate = templateSource(folder, settings)
                .map(source -> new ChatTemplate(source, specialTokens(settings)))
                .orElse(null);
        endOfSequenceIds = endOfSequenceIds(folder);
    }

    static TextFiles open(Path folder) {
        return new TextFiles(folder);
    }

    Optional<Tokenizer> tokenizer() {
        return Optional.ofNullable(tokenizer);
    }

    Optional<ChatTemplate> chatTemplate() {
        return Optional.ofNullable(chatTemplate);
    }

    Set<Integer> endOfSequenceIds() {
        return endOfSequenceIds;
    }

    /** A file of its own comes before the tokenizer's settings; several templates there are told apart by name. */
    private static Optional<String> templateSource(Path folder, ConfigFile settings) {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            return Optional.of(readText(file));
        }
        JsonNode template = settings.node("chat_template");
        if (template.isArray()) {
            return template.valueStream()
                    .filter(named -> named.path("name").asText().equals("default"))
                    .map(named -> named.path("template").asText())
                    .findFirst();
        }
        return template.isTextual() ? Optional.of(template.asText()) : Optional.empty();
    }

    private static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + file + ": " + failed.getMessage(), failed);
        }
    }

    private static SpecialTokens specialTokens(ConfigFile settings) {
        return new SpecialTokens(
                settings.token("bos_token").orElse(""),
                settings.token("eos_token").orElse(""));
    }

    /** What is said about generating comes before what is said about the model. */
    private static Set<Integer> endOfSequenceIds(Path folder) {
        return Stream.of("generation_config.json", "config.json")
                .map(name -> ConfigFile.readIfPresent(folder.resolve(name)))
                .filter(file -> file.has(END_OF_SEQUENCE))
                .findFirst()
                .map(file -> file.tokenIds(END_OF_SEQUENCE))
                .orElse(Set.of());
    }
}
