package io.telltale.engine.text.jinja;

import io.telltale.engine.text.jinja.Statement.MacroDefinition;
import io.telltale.engine.text.jinja.Statement.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A macro: it reads the variables that are around its definition, whoever calls it. */
final class Macro implements Callable {

    private static final String MORE_POSITIONAL = "varargs";
    private static final String MORE_NAMED = "kwargs";
    private static final String CALLER = "caller";

    private final String name;
    private final MacroDefinition definition;
    private final Scope around;
    private final Renderer renderer;

    Macro(String name, MacroDefinition definition, Scope around, Renderer renderer) {
        this.name = name;
        this.definition = definition;
        this.around = around;
        this.renderer = renderer;
    }

    @Override
    public Value call(Arguments arguments) {
        Scope scope = around.inner();
        scope.set(CALLER, new Undefined("no caller defined"));
        Map<String, Value> named = new LinkedHashMap<>(arguments.named());
        List<Value> more = bind(arguments.positional(), named, scope);
        Optional.ofNullable(named.remove(CALLER)).ifPresent(caller -> scope.set(CALLER, caller));
        bindRest(more, named, scope);
        return new TextValue(renderer.called(definition.body(), scope));
    }

    /** Sets the parameters and returns the arguments by position that are left; those by name stay in the map. */
    private List<Value> bind(List<Value> positional, Map<String, Value> named, Scope scope) {
        List<Value> left = new ArrayList<>(positional);
        for (Parameter parameter : definition.parameters()) {
            Optional<Value> byName = Optional.ofNullable(named.remove(parameter.name()));
            if (!left.isEmpty() && byName.isPresent()) {
                throw new TemplateException("got several values for the argument '" + parameter.name() + "'");
            }
            Value value = left.isEmpty() ? byName.orElseGet(() -> absent(parameter, scope)) : left.removeFirst();
            scope.set(parameter.name(), value);
        }
        return left;
    }

    private Value absent(Parameter parameter, Scope scope) {
        return renderer.evaluator().value(parameter.absent(), scope);
    }

    private void bindRest(List<Value> positional, Map<String, Value> named, Scope scope) {
        if (!positional.isEmpty() && !definition.names().contains(MORE_POSITIONAL)) {
            throw new TemplateException(
                    "takes not more than " + definition.parameters().size() + " arguments");
        }
        if (!named.isEmpty() && !definition.names().contains(MORE_NAMED)) {
            throw new TemplateException(
                    "takes no argument '" + named.keySet().iterator().next() + "'");
        }
        Map<Value, Value> byName = new LinkedHashMap<>();
        named.forEach((key, value) -> byName.put(new TextValue(key), value));
        scope.set(MORE_POSITIONAL, new SequenceValue(SequenceValue.Kind.TUPLE, positional));
        scope.set(MORE_NAMED, new DictValue(byName));
    }

    @Override
    public Optional<Value> attribute(String attribute) {
        return attribute.equals("name") ? Optional.of(new TextValue(name)) : Optional.empty();
    }
}
