package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginException;
import java.util.OptionalDouble;

/** Settings that are numbers. */
final class SettingNumber {
    private SettingNumber() {}

    static OptionalDouble of(PluginContext context, String name) throws PluginException {
        String text = context.settings().get(name);
        if (text == null) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return OptionalDouble.of(value);
            }
            throw new PluginException("setting " + name + " must be finite: " + text);
        } catch (NumberFormatException e) {
            throw new PluginException("setting " + name + " must be a number like 0.5, not '" + text + "'", e);
        }
    }
}
