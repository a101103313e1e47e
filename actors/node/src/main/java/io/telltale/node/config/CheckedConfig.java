package io.telltale.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.telltale.node.NodeException;
import io.telltale.spi.PluginId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads values and refuses those out of range, saying where they stand. */
final class CheckedConfig {

    private final Config config;

    CheckedConfig(Config config) {
        this.config = config;
    }

    String text(String path) {
        return config.getString(path);
    }

    boolean onOff(String path) {
        return config.getBoolean(path);
    }

    List<String> list(String path) {
        return config.getStringList(path);
    }

    Config section(String path) {
        return config.getConfig(path);
    }

    long bytes(String path) {
        return config.getBytes(path);
    }

    int integer(String path, int least, int most) {
        int value = config.getInt(path);
        if (value < least || value > most) {
            String range = most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
            throw refused(path, "must be " + range + ", not " + value);
        }
        return value;
    }

    Duration duration(String path) {
        Duration value = config.getDuration(path);
        if (value.isNegative()) {
            throw refused(path, "must not be negative: " + value.toMillis() + " ms");
        }
        return value;
    }

    /** Reads the name of a constant in small letters. */
    <E extends Enum<E>> E oneOf(String path, Class<E> type) {
        String value = config.getString(path);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> refused(path, "must be one of " + names(type) + ", not '" + value + "'"));
    }

    private static String names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Reads a section of any keys as text by path, {@code ssl.truststore.location}. */
    Map<String, String> texts(String path) {
        return config.getConfig(path).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.join(".", ConfigUtil.splitPath(entry.getKey())),
                        entry -> String.valueOf(entry.getValue().unwrapped())));
    }

    PluginId pluginId(String id, String path) {
        try {
            return new PluginId(id);
        } catch (IllegalArgumentException notAnId) {
            throw refused(path, String.valueOf(notAnId.getMessage()));
        }
    }

    String origin(String path) {
        return config.getValue(path).origin().description();
    }

    NodeException refused(String path, String why) {
        return new NodeException(origin(path) + ": " + path + " " + why);
    }
}
