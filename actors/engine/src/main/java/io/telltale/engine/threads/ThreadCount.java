package io.telltale.engine.threads;

/** How many threads somebody wishes libtorch to use. */
public sealed interface ThreadCount {

    /** As many as there are free cores when the engine starts. */
    ThreadCount AUTO = new Auto();

    /** See {@link #AUTO}. */
    record Auto() implements ThreadCount {

        @Override
        public String toString() {
            return "auto";
        }
    }

    /** A count that the user has chosen. */
    record Fixed(int threads) implements ThreadCount {

        private static final int MOST = 1024;

        public Fixed {
            if (threads < 1 || threads > MOST) {
                throw new IllegalArgumentException(
                        "the number of threads must be between 1 and " + MOST + ", not " + threads);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(threads);
        }
    }

    /**
     * Reads {@code auto} or a whole number.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    static ThreadCount parse(String text) {
        if (text.strip().equalsIgnoreCase("auto")) {
            return AUTO;
        }
        try {
            return new Fixed(Integer.parseInt(text.strip()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "threads must be 'auto' or a whole number, not '" + text + "'", notANumber);
        }
    }
}
