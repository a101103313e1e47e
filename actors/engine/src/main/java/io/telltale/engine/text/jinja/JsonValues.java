package io.telltale.engine.text.jinja;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes Python's values of JSON. */
final class JsonValues {

    private JsonValues() {}

    static Value of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new TextValue(node.textValue());
            case BOOLEAN -> BooleanValue.of(node.booleanValue());
            case NUMBER ->
                node.isIntegralNumber() ? new IntegerValue(node.bigIntegerValue()) : new FloatValue(node.doubleValue());
            case ARRAY ->
                SequenceValue.list(node.valueStream().map(JsonValues::of).toList());
            case OBJECT -> new DictValue(entries(node));
            case NULL -> NoneValue.NONE;
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
        };
    }

    private static Map<Value, Value> entries(JsonNode object) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        object.properties().forEach(entry -> entries.put(new TextValue(entry.getKey()), of(entry.getValue())));
        return entries;
    }
}
