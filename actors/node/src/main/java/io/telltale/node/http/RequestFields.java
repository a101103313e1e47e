package io.telltale.node.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields of a request body; each is read with its own check, and null counts as absent. */
final class RequestFields {

    private final ObjectNode body;

    private RequestFields(ObjectNode body) {
        this.body = body;
    }

    /**
     * @throws ApiException if the body is no JSON object
     */
    static RequestFields parse(byte[] body) {
        try {
            if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                return new RequestFields(object);
            }
        } catch (JsonProcessingException notJson) {
            throw ApiException.invalid("the body is not JSON: " + notJson.getOriginalMessage());
        } catch (IOException unreadable) {
            throw ApiException.invalid("the body cannot be read");
        }
        throw ApiException.invalid("the body must be a JSON object");
    }

    /** Returns a field as it is; missing if it is absent or null. */
    JsonNode node(String field) {
        JsonNode value = body.path(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /** Returns the names of all fields that have a value. */
    Stream<String> names() {
        return body.propertyStream().map(Map.Entry::getKey).filter(this::has);
    }

    boolean has(String field) {
        return !node(field).isMissingNode();
    }

    String text(String field) {
        JsonNode value = node(field);
        if (value.isMissingNode()) {
            throw ApiException.invalid(field, "is missing");
        }
        if (!value.isTextual()) {
            throw ApiException.invalid(field, "must be a string, not " + value);
        }
        return value.textValue();
    }

    boolean flag(String field) {
        JsonNode value = node(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw ApiException.invalid(field, "must be true or false, not " + value);
        }
        return value.booleanValue();
    }

    double number(String field, double absent, double least, double most) {
        JsonNode value = node(field);
        if (value.isMissingNode()) {
            return absent;
        }
        double number = value.doubleValue();
        if (!value.isNumber() || number < least || number > most) {
            throw ApiException.invalid(field, "must be a number from %s to %s, not %s".formatted(least, most, value));
        }
        return number;
    }

    double positive(String field, double absent) {
        JsonNode value = node(field);
        double number = value.isMissingNode() ? absent : value.doubleValue();
        if (!(value.isMissingNode() || value.isNumber()) || number <= 0 || Double.isInfinite(number)) {
            throw ApiException.invalid(field, "must be a number above 0, not " + value);
        }
        return number;
    }

    long whole(String field, long absent, long least, long most) {
        JsonNode value = node(field);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw ApiException.invalid(
                    field, "must be a whole number from " + least + " to " + most + ", not " + value);
        }
        return value.longValue();
    }

    /** Reads a string or a list of strings. */
    List<String> texts(String field, int most) {
        JsonNode value = node(field);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(element.asText()));
        boolean allTexts = value.isArray() && value.valueStream().allMatch(JsonNode::isTextual);
        if (!allTexts || texts.size() > most) {
            throw ApiException.invalid(field, "must be a string or a list of at most " + most + " strings");
        }
        return texts;
    }
}
