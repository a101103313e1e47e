package io.telltale.node.http;

/** What a client is told of each token beside its text. */
sealed interface TokenReport {

    /** Returns the number of likeliest tokens that it is told of. */
    int alternatives();

    /** Nothing. */
    record Nothing() implements TokenReport {

        @Override
        public int alternatives() {
            return 0;
        }
    }

    /** How likely the model found the token, and the likeliest ones. */
    record LogProbabilities(int alternatives) implements TokenReport {}
}
