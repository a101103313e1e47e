package io.telltale.runtime;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The first tokens of a sequence, and for each the steering fingerprint under which it was computed. Keys and values of sequences
 * of one model are equal as far as these are.
 *
 * @param steering by position; positions beyond its end were not steered
 * @param rotaryVariant of the position embedding
 */
record SteeredTokens(TokenIds tokens, List<String> steering, int rotaryVariant) {

    /** No token. */
    static final SteeredTokens NONE = new SteeredTokens(TokenIds.of(), List.of());

    /** Tokens in a model whose positions are always embedded alike. */
    SteeredTokens(TokenIds tokens, List<String> steering) {
        this(tokens, steering, 0);
    }

    SteeredTokens {
        steering = List.copyOf(steering);
    }

    int length() {
        return tokens.size();
    }

    /** Returns how many positions from the first on are equal. */
    int commonWith(SteeredTokens other) {
        int shorter = rotaryVariant == other.rotaryVariant ? Math.min(length(), other.length()) : 0;
        int position = 0;
        while (position < shorter
                && tokens.at(position) == other.tokens.at(position)
                && fingerprint(position).equals(other.fingerprint(position))) {
            position++;
        }
        return position;
    }

    private String fingerprint(int position) {
        return position < steering.size() ? steering.get(position) : "";
    }

    /** Returns the first positions. */
    SteeredTokens first(int length) {
        if (length >= length()) {
            return this;
        }
        List<String> firstSteering = steering.subList(0, Math.min(length, steering.size()));
        return new SteeredTokens(tokens.slice(0, length), firstSteering, rotaryVariant);
    }

    /** Returns the same tokens under another variant of the position embedding. */
    SteeredTokens under(int variant) {
        return new SteeredTokens(tokens, steering, variant);
    }

    /** Writes down how the positions of a sequence were steered, step by step. Not safe for threads. */
    static final class Recorder {

        private final List<String> steering = new ArrayList<>();

        /** Notes what held during a step; steps come in order. */
        void add(TokenSpan step, List<ScheduledIntervention> interventions) {
            if (interventions.isEmpty()) {
                return;
            }
            steering.addAll(Collections.nCopies(step.from() - steering.size(), ""));
            for (int position = step.from(); position < step.until(); position++) {
                steering.add(holdingAt(position, interventions));
            }
        }

        private static String holdingAt(int position, List<ScheduledIntervention> interventions) {
            return SteeringFingerprint.of(interventions.stream()
                    .filter(scheduled -> scheduled.window().covers(position))
                    .toList());
        }

        /** Returns the tokens, all of whose positions were noted or not steered. */
        SteeredTokens of(TokenIds tokens) {
            return new SteeredTokens(tokens, steering.subList(0, Math.min(tokens.size(), steering.size())));
        }
    }
}
