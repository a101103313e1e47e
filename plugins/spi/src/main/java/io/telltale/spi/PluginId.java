package io.telltale.spi;

import java.util.regex.Pattern;

/** Names a plugin: small letters, digits and hyphens. It is also the name of its settings and of its consumer group. */
public record PluginId(String value) implements Comparable<PluginId> {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public PluginId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a plugin id is made of small letters, digits and hyphens, like sae-monitor; not '" + value + "'");
        }
    }

    @Override
    public int compareTo(PluginId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
