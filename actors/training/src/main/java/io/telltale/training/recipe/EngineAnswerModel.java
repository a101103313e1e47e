package io.telltale.training.recipe;

import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.text.ChatMessage;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.Tokenizer;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.TokenIds;
import java.util.List;
import java.util.Set;

/** A chat checkpoint that answers on the calling thread. For one thread at a time. */
public final class EngineAnswerModel implements AnswerModel, AutoCloseable {
    private final Checkpoint checkpoint;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final Shard shard;
    private final int maxNewTokens;

    private EngineAnswerModel(Checkpoint checkpoint, Tokenizer tokenizer, ChatTemplate template, int maxNewTokens) {
        this.checkpoint = checkpoint;
        this.tokenizer = tokenizer;
        this.template = template;
        this.maxNewTokens = maxNewTokens;
        this.shard = Shard.load(checkpoint, new LayerRange(0, checkpoint.spec().layers()), EngineOptions.DEFAULTS);
    }

    /**
     * Opens a checkpoint.
     *
     * @throws IllegalArgumentException if the checkpoint has no tokenizer or no chat template
     */
    public static EngineAnswerModel open(Checkpoint checkpoint, int maxNewTokens) {
        Tokenizer tokenizer = checkpoint
                .tokenizer()
                .orElseThrow(() -> new IllegalArgumentException(checkpoint.folder() + " holds no tokenizer.json"));
        ChatTemplate template = checkpoint
                .chatTemplate()
                .orElseThrow(() -> new IllegalArgumentException(
                        checkpoint.folder() + " has no chat template; learn on the chat checkpoint"));
        return new EngineAnswerModel(checkpoint, tokenizer, template, maxNewTokens);
    }

    @Override
    public ModelSpec spec() {
        return checkpoint.spec();
    }

    @Override
    public Answer answer(Prompt prompt, Set<HookSite> sites) {
        return run(prompt, SamplingParameters.GREEDY, LiveLoop.reading(spec(), sites));
    }

    @Override
    public Answer reread(Prompt prompt, TokenIds answer, Set<HookSite> sites) {
        LiveLoop loop = LiveLoop.reading(spec(), sites);
        AnswerRun run = new AnswerRun(shard, loop, SamplingParameters.GREEDY, checkpoint.endOfSequenceIds());
        run.read(tokens(prompt), answer);
        return answer(run);
    }

    @Override
    public String sample(Prompt prompt, double temperature, long seed) {
        return run(prompt, new SamplingParameters(temperature, 1, seed), LiveLoop.reading(spec(), Set.of()))
                .text();
    }

    @Override
    public Answer steered(Prompt prompt, SteererFactory plugin, int lagTokens) {
        return run(prompt, SamplingParameters.GREEDY, LiveLoop.steered(spec(), plugin, lagTokens));
    }

    /** Frees the model. */
    @Override
    public void close() {
        shard.close();
    }

    private Answer run(Prompt prompt, SamplingParameters sampling, LiveLoop loop) {
        AnswerRun run = new AnswerRun(shard, loop, sampling, checkpoint.endOfSequenceIds());
        run.generate(tokens(prompt), maxNewTokens);
        return answer(run);
    }

    private TokenIds tokens(Prompt prompt) {
        String rendered =
                template.render(List.of(ChatMessage.system(prompt.instruction()), ChatMessage.user(prompt.question())));
        return tokenizer.encodeRendered(rendered);
    }

    private Answer answer(AnswerRun run) {
        return new Answer(
                tokenizer.decode(run.tokens()).strip(), run.tokens(), run.loop().states());
    }
}
