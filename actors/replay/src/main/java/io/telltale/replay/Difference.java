package io.telltale.replay;

import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;

/** One thing that a plugin said live and not in replay, or the other way round, or differently. */
public sealed interface Difference {

    PluginId plugin();

    SequenceId sequence();

    /** It is on the log and did not come out of replay. */
    record OnlyLive(PluginId plugin, SequenceId sequence, String live) implements Difference {
        @Override
        public String toString() {
            return plugin + " on " + sequence + ": only live: " + live;
        }
    }

    /** It came out of replay and is not on the log. */
    record OnlyReplay(PluginId plugin, SequenceId sequence, String replayed) implements Difference {
        @Override
        public String toString() {
            return plugin + " on " + sequence + ": only in replay: " + replayed;
        }
    }

    /** Both said something, and not the same. */
    record Changed(PluginId plugin, SequenceId sequence, String live, String replayed) implements Difference {
        @Override
        public String toString() {
            return plugin + " on " + sequence + ": live " + live + ", in replay " + replayed;
        }
    }
}
