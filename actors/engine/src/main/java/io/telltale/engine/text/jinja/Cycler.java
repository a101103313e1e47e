package io.telltale.engine.text.jinja;

import java.util.List;

/** What {@code cycler('odd', 'even')} gives: a namespace whose {@code next()} gives one value after the other. */
final class Cycler {

    private final List<Value> values;
    private final Namespace namespace = new Namespace();
    private int position;

    Cycler(List<Value> values) {
        if (values.isEmpty()) {
            throw new TemplateException("at least one item has to be provided");
        }
        this.values = List.copyOf(values);
        namespace.set("next", (Callable) this::next);
        namespace.set("reset", (Callable) this::reset);
        publish();
    }

    Value value() {
        return namespace;
    }

    private Value next(Arguments ignored) {
        Value value = values.get(position);
        position = (position + 1) % values.size();
        publish();
        return value;
    }

    private Value reset(Arguments ignored) {
        position = 0;
        publish();
        return NoneValue.NONE;
    }

    private void publish() {
        namespace.set("current", values.get(position));
    }
}
