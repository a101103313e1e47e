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
    private final StopScanner stops;
    private final Set<Integer> endOfSequence;
    private final StringBuilder text = new StringBuilder();
    private TokenIds tokens = TokenIds.of();

    GenerationRun(DecoderModel model, GenerationRequest request, TokenListener listener) {
        this.model = model;
        this.request = request;
        this.listener = listener;
        this.sampler = Sampler.of(request.sampling());
        this.detokenizer = model.checkpoint().tokenizer().map(tokenizer -> tokenizer.newStream(request.prompt()));
        this.stops = new StopScanner(request.stop());
        this.endOfSequence = model.checkpoint().endOfSequenceIds();
        if (detokenizer.isEmpty() && !request.stop().isEmpty()) {
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
        return new Generation(request.prompt(), tokens, text.toString(), topLogits, reason);
    }

    private EndReason generate(Logits first) {
        Logits logits = first;
        while (true) {
            int token = sampler.sample(logits);
            if (endOfSequence.contains(token)) {
                return EndReason.STOP;
            }
            take(token);
            if (stops.found()) {
                return EndReason.STOP;
            }
            int position = request.prompt().size() + tokens.size() - 1;
            if (tokens.size() == request.maxNewTokens() || position == model.contextLimit()) {
                return EndReason.LENGTH;
            }
            logits = model.step(position, TokenIds.of(token), request.interventions())
                    .logits();
        }
    }

    private void take(int token) {
        tokens = tokens.plus(token);
        String piece = detokenizer.map(stream -> stream.push(token)).orElse("");
        String shown = stops.push(piece);
        text.append(shown);
        listener.onToken(token, shown);
    }
}
