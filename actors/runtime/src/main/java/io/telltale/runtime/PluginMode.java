package io.telltale.runtime;

/** What a plugin may do to an answer. */
public sealed interface PluginMode {

    /** It watches; every intervention is rejected. */
    record Observe() implements PluginMode {}

    /**
     * Generation does not wait for it: an intervention that comes in time is applied, any other is late.
     *
     * @param maxLagTokens from the position it judged to the first that it may still change; 1 is the next token
     */
    record Async(int maxLagTokens) implements PluginMode {
        public Async {
            if (maxLagTokens < 1) {
                throw new IllegalArgumentException("max lag must be at least one token: " + maxLagTokens);
            }
        }
    }
}
