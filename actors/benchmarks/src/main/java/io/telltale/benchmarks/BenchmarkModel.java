package io.telltale.benchmarks;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.QuestionSet;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.World;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.text.ChatMessage;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.Tokenizer;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The model of a measurement, with prompts for it. It never ends an answer of itself, so that every contender generates the same
 * number of tokens: the copy that is opened names an end-of-sequence token outside its vocabulary.
 *
 * @param chat whether it is the shipped chat model, on which the built-in plugins were learned
 */
record BenchmarkModel(Checkpoint checkpoint, List<TokenIds> prompts, boolean chat) {

    static final String SYNTAX = "almanac-chat, almanac-base, " + LlamaShape.SYNTAX + " or a checkpoint folder";

    private static final int RANDOM_PROMPT_TOKENS = 24;
    private static final String NEVER_ENDING = "{\"eos_token_id\": " + Integer.MAX_VALUE + "}";

    /** Opens a model from a copy in a scratch folder, with some prompts. */
    static BenchmarkModel open(String name, ScratchFolder scratch, int prompts) throws IOException {
        Path folder = Files.createDirectory(scratch.path().resolve("model"));
        if (LlamaShape.isNamedBy(name)) {
            return withRandomPrompts(new SyntheticCheckpoint(LlamaShape.parse(name)).writeTo(folder), prompts);
        }
        Path source = source(name);
        link(source, folder);
        Checkpoint checkpoint = Checkpoint.open(folder);
        boolean chat = source.endsWith(ShippedModel.CHAT.folderName());
        return chat
                ? new BenchmarkModel(checkpoint, questions(checkpoint, prompts), true)
                : withRandomPrompts(checkpoint, prompts);
    }

    private static Path source(String name) {
        return Stream.of(ShippedModel.values())
                .filter(model -> model.folderName().equals(name))
                .findFirst()
                .map(ShippedModel::checkpoint)
                .orElseGet(() -> Path.of(name).toAbsolutePath().normalize());
    }

    private static void link(Path source, Path folder) throws IOException {
        if (!Files.isDirectory(source)) {
            throw new IllegalArgumentException("there is no model '" + source.getFileName() + "'; name " + SYNTAX);
        }
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
            }
        }
        Path end = folder.resolve("generation_config.json");
        Files.deleteIfExists(end);
        Files.writeString(end, NEVER_ENDING);
    }

    private static BenchmarkModel withRandomPrompts(Checkpoint checkpoint, int prompts) {
        SplittableRandom random = new SplittableRandom(1);
        int vocabulary = checkpoint.spec().vocabularySize();
        List<TokenIds> made = IntStream.range(0, prompts)
                .mapToObj(i -> TokenIds.of(
                        random.ints(RANDOM_PROMPT_TOKENS, 0, vocabulary).toArray()))
                .toList();
        return new BenchmarkModel(checkpoint, made, false);
    }

    private static List<TokenIds> questions(Checkpoint checkpoint, int prompts) {
        Tokenizer tokenizer = checkpoint.tokenizer().orElseThrow();
        ChatTemplate template = checkpoint.chatTemplate().orElseThrow();
        List<Question> questions = QuestionSet.heldOut(World.shipped())
                .oncePerFact()
                .atMost(prompts)
                .questions();
        List<Persona> personas = List.of(Persona.values());
        return IntStream.range(0, prompts)
                .mapToObj(i -> tokenizer.encodeRendered(template.render(List.of(
                        ChatMessage.system(personas.get(i % personas.size()).systemMessage()),
                        ChatMessage.user(questions.get(i % questions.size()).text())))))
                .toList();
    }

    /**
     * Checks that every prompt leaves room for so many new tokens.
     *
     * @throws IllegalArgumentException if one does not
     */
    void checkRoomFor(int newTokens) {
        int longest = prompts.stream().mapToInt(TokenIds::size).max().orElse(0);
        int context = checkpoint.spec().contextLength();
        if (longest + newTokens > context) {
            throw new IllegalArgumentException("--tokens must be at most " + (context - longest) + ", not " + newTokens
                    + ": the model has room for " + context + " and the longest prompt takes " + longest);
        }
    }
}
