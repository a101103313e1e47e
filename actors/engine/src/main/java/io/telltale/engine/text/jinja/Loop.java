package io.telltale.engine.text.jinja;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code loop} is inside a loop: where it stands. */
final class Loop implements Value {

    private final List<Value> elements;
    private final int depth;
    private final Function<Value, String> again;
    private int index = -1;
    private @Nullable Arguments lastChecked;

    /**
     * @param depth how many loops call each other, this one included
     * @param again runs the same loop over other values
     */
    Loop(List<Value> elements, int depth, Function<Value, String> again) {
        this.elements = List.copyOf(elements);
        this.depth = depth;
        this.again = again;
    }

    /** Moves to the next element; false if there is none. */
    boolean advance() {
        index++;
        return index < elements.size();
    }

    Value current() {
        return elements.get(index);
    }

    Value call(Arguments arguments) {
        return new TextValue(again.apply(arguments.bind("iterable").required("iterable")));
    }

    @Override
    public Optional<Value> attribute(String name) {
        int length = elements.size();
        return Optional.ofNullable(
                switch (name) {
                    case "index" -> IntegerValue.of(index + 1L);
                    case "index0" -> IntegerValue.of(index);
                    case "revindex" -> IntegerValue.of(length - index);
                    case "revindex0" -> IntegerValue.of(length - index - 1L);
                    case "first" -> BooleanValue.of(index == 0);
                    case "last" -> BooleanValue.of(index == length - 1);
                    case "length" -> IntegerValue.of(length);
                    case "depth" -> IntegerValue.of(depth);
                    case "depth0" -> IntegerValue.of(depth - 1L);
                    case "previtem" -> index > 0 ? elements.get(index - 1) : new Undefined("there is no previous item");
                    case "nextitem" ->
                        index < length - 1 ? elements.get(index + 1) : new Undefined("there is no next item");
                    case "cycle" -> (Callable) this::cycled;
                    case "changed" -> (Callable) this::changed;
                    default -> null;
                });
    }

    private Value cycled(Arguments arguments) {
        List<Value> values = arguments.positional();
        if (values.isEmpty()) {
            throw new TemplateException("no items to cycle through");
        }
        return values.get(index % values.size());
    }

    private Value changed(Arguments arguments) {
        boolean changed = !arguments.equals(lastChecked);
        lastChecked = arguments;
        return BooleanValue.of(changed);
    }

    @Override
    public boolean isTruthy() {
        return true;
    }

    @Override
    public String display() {
        throw new TemplateException("a loop cannot be written");
    }

    @Override
    public String typeName() {
        return "loop";
    }

    @Override
    public int length() {
        return elements.size();
    }
}
