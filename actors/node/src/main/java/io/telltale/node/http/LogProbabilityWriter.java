package io.telltale.node.http;

import io.telltale.engine.sampling.ChosenToken;
import io.telltale.engine.sampling.TokenLogProbability;
import io.telltale.node.http.wire.ChatLogProbabilities;
import io.telltale.node.http.wire.TextLogProbabilities;
import io.telltale.node.prompt.Vocabulary;
import io.telltale.runtime.SampledToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes how likely the model found the tokens of one answer, if the client wants to know. For one thread at a time. */
final class LogProbabilityWriter {

    /** What OpenAI sends for a token that is next to impossible; JSON has no infinity. */
    private static final double LEAST = -9999;

    private static final String UNREADABLE = "\uFFFD";

    private final Vocabulary vocabulary;
    private final TokenReport report;
    /** Length of the tokens of each choice that were written already, in characters. */
    private final int[] written;

    LogProbabilityWriter(Vocabulary vocabulary, Order.AnswerShape shape) {
        this.vocabulary = vocabulary;
        this.report = shape.tokens();
        this.written = new int[shape.choices()];
    }

    /** Writes tokens as chat completions do; null if the client does not want to know. */
    @Nullable
    ChatLogProbabilities chat(List<SampledToken> tokens) {
        return wanted(tokens)
                ? new ChatLogProbabilities(
                        tokens.stream().map(token -> entry(token.token())).toList())
                : null;
    }

    /** Writes tokens as completions do; null if the client does not want to know. Tokens of a choice come in order. */
    @Nullable
    TextLogProbabilities text(int choice, List<SampledToken> tokens) {
        if (!wanted(tokens)) {
            return null;
        }
        List<ChosenToken> chosen = tokens.stream().map(SampledToken::token).toList();
        List<String> texts =
                chosen.stream().map(token -> vocabulary.text(token.id())).toList();
        return new TextLogProbabilities(
                texts,
                chosen.stream().map(token -> finite(token.logProbability())).toList(),
                chosen.stream().map(this::likeliest).toList(),
                offsets(choice, texts));
    }

    private boolean wanted(List<SampledToken> tokens) {
        return report instanceof TokenReport.LogProbabilities && !tokens.isEmpty();
    }

    private ChatLogProbabilities.Entry entry(ChosenToken token) {
        String text = vocabulary.text(token.id());
        return new ChatLogProbabilities.Entry(
                text,
                finite(token.logProbability()),
                bytes(text),
                token.alternatives().stream().map(this::alternative).toList());
    }

    private ChatLogProbabilities.Alternative alternative(TokenLogProbability token) {
        String text = vocabulary.text(token.id());
        return new ChatLogProbabilities.Alternative(text, finite(token.logProbability()), bytes(text));
    }

    private List<Integer> offsets(int choice, List<String> texts) {
        List<Integer> offsets = new ArrayList<>();
        for (String text : texts) {
            offsets.add(written[choice]);
            written[choice] += text.codePointCount(0, text.length());
        }
        return offsets;
    }

    /** The chosen token is always among them; of several that look the same, the likeliest counts. */
    private Map<String, Double> likeliest(ChosenToken token) {
        Map<String, Double> likeliest = new LinkedHashMap<>();
        token.alternatives()
                .forEach(other -> likeliest.putIfAbsent(vocabulary.text(other.id()), finite(other.logProbability())));
        likeliest.putIfAbsent(vocabulary.text(token.id()), finite(token.logProbability()));
        return likeliest;
    }

    private static double finite(double logProbability) {
        return Math.max(logProbability, LEAST);
    }

    /** Null where a token is part of a character: the tokenizer does not tell which. */
    private static @Nullable List<Integer> bytes(String text) {
        if (text.contains(UNREADABLE)) {
            return null;
        }
        List<Integer> bytes = new ArrayList<>();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(unit));
        }
        return bytes;
    }
}
