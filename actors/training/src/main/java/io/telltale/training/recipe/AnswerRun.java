package io.telltale.training.recipe;

import io.telltale.engine.sampling.Logits;
import io.telltale.engine.sampling.Sampler;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.engine.shard.ShardStep;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.Set;

/** One answer from its prompt to its end, step by step, with a {@link LiveLoop} looking on. */
final class AnswerRun {
    private final Shard shard;
    private final LiveLoop loop;
    private final SamplingParameters sampling;
    private final Set<Integer> endOfSequence;
    private TokenIds tokens = TokenIds.of();

    AnswerRun(Shard shard, LiveLoop loop, SamplingParameters sampling, Set<Integer> endOfSequence) {
        this.shard = shard;
        this.loop = loop;
        this.sampling = sampling;
        this.endOfSequence = endOfSequence;
    }

    void generate(TokenIds prompt, int maxNewTokens) {
        Sampler sampler = Sampler.of(sampling, prompt.size());
        shard.open(loop.sequence(), prompt.size() + maxNewTokens);
        try {
            loop.begin(prompt.size());
            Logits logits = step(0, prompt);
            while (tokens.size() < maxNewTokens) {
                int token = sampler.sample(logits, prompt.plus(tokens.toArray()));
                if (endOfSequence.contains(token)) {
                    return;
                }
                int position = prompt.size() + tokens.size();
                tokens = tokens.plus(token);
                logits = step(position, TokenIds.of(token));
            }
        } finally {
            shard.release(loop.sequence());
        }
    }

    /** Reads a prompt and a given answer in one step. */
    void read(TokenIds prompt, TokenIds answer) {
        shard.open(loop.sequence(), prompt.size() + answer.size());
        try {
            loop.begin(prompt.size());
            step(0, prompt.plus(answer.toArray()));
            tokens = answer;
        } finally {
            shard.release(loop.sequence());
        }
    }

    /** Returns the tokens of the answer, without the one that ended it. */
    TokenIds tokens() {
        return tokens;
    }

    LiveLoop loop() {
        return loop;
    }

    private Logits step(int position, TokenIds input) {
        TokenSpan positions = new TokenSpan(position, position + input.size());
        ShardCapture capture = ShardCapture.of(loop.sites(), loop.captured());
        LogitsOutput output = (LogitsOutput) shard.run(new ShardStep(
                loop.sequence(), position, new ShardInput.Tokens(input), capture, loop.interventionsAt(positions)));
        loop.onStep(positions, input, output.captured());
        return output.logits();
    }
}
