package io.telltale.runtime;

import io.telltale.pluginhost.Isolation;
import io.telltale.pluginhost.RestartBackoff;
import java.time.Duration;

/**
 * How much trouble a plugin may make.
 *
 * @param failuresBeforeRestart lost answers in a row after which the plugin is started again
 * @param maxRestarts in a row without one good answer between them, after which the plugin is disabled
 */
public record PluginPolicy(Isolation isolation, RestartBackoff backoff, int failuresBeforeRestart, int maxRestarts) {

    public static final PluginPolicy DEFAULT = new PluginPolicy(
            Isolation.DEFAULT, new RestartBackoff(Duration.ofMillis(200), Duration.ofSeconds(10)), 8, 5);

    public PluginPolicy {
        if (failuresBeforeRestart < 1 || maxRestarts < 0) {
            throw new IllegalArgumentException("not a policy for plugins: restart after " + failuresBeforeRestart
                    + " failures, at most " + maxRestarts + " times");
        }
    }
}
