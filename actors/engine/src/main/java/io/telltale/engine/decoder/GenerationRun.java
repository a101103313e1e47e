package io.telltale.engine.decoder;

import io.telltale.engine.sampling.Logits;
import io.telltale.engine.sampling.Sampler;
import io.telltale.engine.sampling.TokenLogit;
import io.telltale.engine.text.StopScanner;
import io.telltale.engine.text.StreamingDetokenizer;
import io.telltale.spi.TokenIds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One generation from its prompt to its end. */
final class GenerationRun {

    private static final int TOP_LOGITS = 10;

    private final DecoderModel model;
    private final GenerationRequest request;
    private final TokenListener listener;
    private final Sampler sampler;
    private final Optional<StreamingDetokenizer> detokenizer;
    private final StopConditions conditions;
    private final StopScanner stops;
    private final Set<Integer> endOfSequence;
    private final StringBuilder text = new StringBuilder();
    /** Prompt and answer. */
    private TokenIds tokens;

    GenerationRun(DecoderModel model, GenerationRequest request, TokenListener listener) {
        this.model = model;
        this.request = request;
        this.listener = listener;
        this.tokens = request.prompt();
        this.sampler = Sampler.of(request.sampling(), tokens.size());
        this.detokenizer = model.checkpoint().tokenizer().map(tokenizer -> tokenizer.newStream(request.prompt()));
        this.conditions = request.stopConditions();
        this.stops = new StopScanner(conditions.stop());
        this.endOfSequence = conditions.ending(model.checkpoint().endOfSequenceIds());
        if (detokenizer.isEmpty() && !conditions.stop().isEmpty()) {
            throw new IllegalArgumentException(
                    "stop strings need a tokenizer, and " + model.checkpoint().folder() + " holds no tokenizer.json");
        }
    }

    Generation run() {
        Logits logits = model.step(0, request.prompt(), request.interventions()).logits();
        List<TokenLogit> topLogits = logits.top(TOP_LOGITS);
        EndReason reason = generate(logits);
        String rest = stops.push(detokenizer.map(StreamingDetokenizer::finish).orElse("")) + stops.finish();
        text.append(rest);
        listener.onEnd(rest);
        TokenIds answer = tokens.slice(request.prompt().size(), tokens.size());
        return new Generation(request.prompt(), answer, text.toString(), topLogits, reason);
    }

    private EndReason generate(Logits first) {
        Logits logits = first;
        while (true) {
            int token = sampler.sample(allowed(logits), tokens);
            if (endOfSequence.contains(token)) {
                return EndReason.STOP;
            }
            listener.onChoice(token, logits);
            take(token);
            if (stops.found()) {
                return EndReason.STOP;
            }
            int position = tokens.size() - 1;
            if (newTokens() == conditions.maxNewTokens() || position == model.contextLimit()) {
                return EndReason.LENGTH;
            }
            logits = model.step(position, TokenIds.of(token), request.interventions())
                    .logits();
        }
    }

    private Logits allowed(Logits logits) {
        return conditions.mayEndAfter(newTokens()) ? logits : logits.without(endOfSequence);
    }

    private void take(int token) {
        String piece = detokenizer.map(stream -> stream.push(token)).orElse("");
        String shown = conditions.mayEndAfter(newTokens()) ? stops.push(piece) : piece;
        tokens = tokens.plus(token);
        text.append(shown);
        listener.onToken(token, shown);
    }

    private int newTokens() {
        return tokens.size() - request.prompt().size();
    }
}
