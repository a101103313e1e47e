package io.telltale.spi;

import java.util.Locale;

/**
 * Steering: adds {@code strength * direction} to every position that the window covers.
 *
 * @param strength in the units of the site's activations; negative steers away
 */
public record Addition(HookSite site, Direction direction, double strength) implements Intervention {

    public Addition {
        if (!Double.isFinite(strength)) {
            throw new IllegalArgumentException("strength must be finite: " + strength);
        }
    }

    @Override
    public String summary() {
        return String.format(Locale.ROOT, "addition %+.2f at %s", strength, site);
    }
}
