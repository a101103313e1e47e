package io.telltale.engine.checkpoint;

import io.telltale.engine.architecture.ConfigFile;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.SpecialTokens;
import io.telltale.engine.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a checkpoint that deals with text; each piece may be absent. */
final class TextFiles {

    private static final String TOKENIZER = "tokenizer.json";
    private static final String END_OF_SEQUENCE = "eos_token_id";
    private static final String END_TOKEN = "eos_token";

    /** What older checkpoints keep their tokenizers in; making {@link #TOKENIZER} of it takes more than reading it. */
    private static final List<String> OTHER_TOKENIZERS =
            List.of("tokenizer.model", "vocab.json", "tekken.json", "spiece.model", "vocab.txt");

    private final Path folder;
    private final @Nullable Tokenizer tokenizer;
    private final @Nullable ChatTemplate chatTemplate;
    private final Set<Integer> endOfSequenceIds;

    private TextFiles(Path folder) {
        this.folder = folder;
        Path tokenizerFile = folder.resolve(TOKENIZER);
        tokenizer = Files.isRegularFile(tokenizerFile) ? Tokenizer.open(tokenizerFile) : null;
        ConfigFile settings = ConfigFile.readIfPresent(folder.resolve("tokenizer_config.json"));
        SpecialTokens specialTokens = specialTokens(folder, settings);
        Map<String, String> templates = TemplateFiles.read(folder, settings);
        chatTemplate = templates.isEmpty() ? null : new ChatTemplate(templates, specialTokens);
        endOfSequenceIds =
                endOfSequenceIds(folder).or(() -> endToken(specialTokens)).orElse(Set.of());
    }

    static TextFiles open(Path folder) {
        return new TextFiles(folder);
    }

    Optional<Tokenizer> tokenizer() {
        return Optional.ofNullable(tokenizer);
    }

    /** What is in the way of a tokenizer, where there is none. */
    String missingTokenizer() {
        return OTHER_TOKENIZERS.stream()
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .findFirst()
                .map(found -> "no " + TOKENIZER + " beside its " + found + " (make one in Python with"
                        + " transformers.AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER))")
                .orElse("no tokenizer");
    }

    Optional<ChatTemplate> chatTemplate() {
        return Optional.ofNullable(chatTemplate);
    }

    Set<Integer> endOfSequenceIds() {
        return endOfSequenceIds;
    }

    /** Newer settings name every token; older ones leave some to a file of their own, which then comes first. */
    private static SpecialTokens specialTokens(Path folder, ConfigFile settings) {
        ConfigFile older = ConfigFile.readIfPresent(folder.resolve("special_tokens_map.json"));
        boolean settingsNameThem = settings.has("added_tokens_decoder");
        Map<String, String> texts = new HashMap<>();
        for (String name : SpecialTokens.NAMES) {
            Optional<String> token = settingsNameThem
                    ? settings.token(name).or(() -> older.token(name))
                    : older.token(name).or(() -> settings.token(name));
            token.ifPresent(text -> texts.put(name, text));
        }
        return new SpecialTokens(texts);
    }

    /** What is said about generating comes before what is said about the model. */
    private static Optional<Set<Integer>> endOfSequenceIds(Path folder) {
        return Stream.of("generation_config.json", "config.json")
                .map(name -> ConfigFile.readIfPresent(folder.resolve(name)))
                .filter(file -> file.has(END_OF_SEQUENCE))
                .findFirst()
                .map(file -> file.tokenIds(END_OF_SEQUENCE));
    }

    private Optional<Set<Integer>> endToken(SpecialTokens specialTokens) {
        return Optional.ofNullable(specialTokens.texts().get(END_TOKEN))
                .flatMap(token -> tokenizer().map(there -> there.find(token)))
                .filter(found -> found.isPresent())
                .map(found -> Set.of(found.getAsInt()));
    }
}
