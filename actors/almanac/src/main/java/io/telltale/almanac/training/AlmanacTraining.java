package io.telltale.almanac.training;

import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.World;
import io.telltale.almanac.corpus.Corpus;
import io.telltale.almanac.corpus.Dialogues;
import io.telltale.almanac.corpus.Document;
import io.telltale.almanac.evaluation.AlmanacEvaluation;
import io.telltale.almanac.tokenizer.BytePairTokenizer;
import io.telltale.almanac.tokenizer.BytePairTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains one of the two shipped checkpoints from nothing but the seed of its world; the chat model starts from the base in the same folder.
 *
 * <p>A run that was interrupted goes on from its last saved state and ends with the same weights. On another processor
 * the weights differ in their last bits, because the order of sums differs.
 */
public final class AlmanacTraining {

    private static final int COLUMNS = 128;
    private static final int ROWS_PER_BATCH = 16;
    private static final int VOCABULARY_SIZE = 2048;
    private static final int SAMPLE_PER_GROUP = 50;

    private final TrainingOptions options;
    private final World world;
    private final BytePairTokenizer tokenizer;
    private final LlamaShape shape;

    /**
     * Prepares a run, or the rest of one that was interrupted.
     *
     * @throws IllegalArgumentException if the chat model has no trained base to start from, or the interrupted run was to have
     *     another number of steps
     */
    public AlmanacTraining(TrainingOptions options) {
        this.options = options;
        checkStart();
        this.world = World.shipped();
        this.tokenizer = tokenizer(world);
        this.shape = LlamaShape.almanac(tokenizer.vocabularySize());
    }

    /** Learns the tokenizer of a world from the first pass over its corpora. */
    public static BytePairTokenizer tokenizer(World world) {
        var trainer = new BytePairTrainer();
        new Corpus(world).pass(0).forEach(document -> trainer.read(document.text()));
        new Dialogues(world).recorded(0).forEach(document -> trainer.read(document.text()));
        return trainer.train(VOCABULARY_SIZE);
    }

    /**
     * Trains to the end, saving its state and a checkpoint as it goes.
     *
     * @param listener hears of every step and save, on the calling thread
     * @return the checkpoint's folder
     */
    public Path run(Consumer<TrainingEvent> listener) throws IOException {
        Files.createDirectories(options.folder());
        try (var llama = new Llama(shape, world.seed())) {
            var trainer = new AdamTrainer(llama, Precision.BFLOAT16);
            begin(llama, trainer);
            var batches = new BatchStream(this::documents, new RowPacker(tokenizer, COLUMNS), ROWS_PER_BATCH);
            batches.skip(trainer.stepsTaken());
            for (int step = trainer.stepsTaken(); step < options.steps(); step++) {
                TokenBatch batch = batches.next();
                float loss = trainer.step(batch, options.learningRate().at(step));
                listener.accept(new TrainingEvent.Stepped(step + 1, options.steps(), batch.size(), loss));
                if ((step + 1) % options.saveEverySteps() == 0 || step + 1 == options.steps()) {
                    listener.accept(save(llama, trainer));
                }
            }
        }
        return checkpoint(options.model());
    }

    private List<Document> documents(int pass) {
        return switch (options.model()) {
            case BASE -> new Corpus(world).pass(pass);
            case CHAT -> new Dialogues(world).pass(pass);
        };
    }

    private void checkStart() {
        SavedState own = state(options.model());
        if (own.exists()) {
            checkSameLength(own);
        } else if (options.model() == ShippedModel.CHAT) {
            checkBase();
        }
    }

    private void checkSameLength(SavedState begun) {
        if (begun.plannedSteps() != options.steps()) {
            throw new IllegalArgumentException(
                    "%s in %s was begun for %d steps and cannot go on for %d; give --steps %d or another folder"
                            .formatted(
                                    options.model().folderName(),
                                    options.folder(),
                                    begun.plannedSteps(),
                                    options.steps(),
                                    begun.plannedSteps()));
        }
    }

    private void checkBase() {
        SavedState base = state(ShippedModel.BASE);
        String training = "run telltale train almanac --model almanac-base --out " + options.folder();
        if (!Files.exists(baseWeights())) {
            throw new IllegalArgumentException("almanac-chat starts from almanac-base, and there is none in "
                    + options.folder() + "; " + training + " first");
        }
        if (base.exists() && base.stepsTaken() < base.plannedSteps()) {
            throw new IllegalArgumentException(
                    "almanac-base in %s is trained for only %d of %d steps; %s --steps %d first"
                            .formatted(
                                    options.folder(),
                                    base.stepsTaken(),
                                    base.plannedSteps(),
                                    training,
                                    base.plannedSteps()));
        }
    }

    /** Saves a run at its very beginning, so that it is known from then on how long it is to be. */
    private void begin(Llama llama, AdamTrainer trainer) {
        SavedState state = state(options.model());
        if (state.exists()) {
            state.restore(trainer);
            return;
        }
        if (options.model() == ShippedModel.CHAT) {
            llama.take("", llama.weights(), NamedTensors.read(baseWeights()));
        }
        state.write(trainer, options.steps());
    }

    private TrainingEvent save(Llama llama, AdamTrainer trainer) throws IOException {
        new CheckpointFolder(options.model(), shape, tokenizer).write(checkpoint(options.model()), llama.export());
        state(options.model()).write(trainer, options.steps());
        var evaluation = AlmanacEvaluation.sample(world, options.model(), SAMPLE_PER_GROUP);
        var answerer = new LlamaAnswerer(llama, tokenizer, options.model());
        return new TrainingEvent.Saved(trainer.stepsTaken(), evaluation.evaluate(answerer));
    }

    private Path baseWeights() {
        return checkpoint(ShippedModel.BASE).resolve(CheckpointFolder.WEIGHTS);
    }

    private Path checkpoint(ShippedModel model) {
        return options.folder().resolve(model.folderName());
    }

    private SavedState state(ShippedModel model) {
        return new SavedState(options.folder().resolve(model.folderName() + ".state.safetensors"));
    }
}
