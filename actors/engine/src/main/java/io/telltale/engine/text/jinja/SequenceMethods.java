package io.telltale.engine.text.jinja;

import java.util.Optional;
import java.util.Set;

/** The methods of lists and tuples. */
final class SequenceMethods {

    /** Python's sandbox keeps templates from these. */
    private static final Set<String> CHANGING =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");

    private SequenceMethods() {}

    static Optional<Value> of(SequenceValue sequence, String name) {
        boolean isList = sequence.kind() == SequenceValue.Kind.LIST;
        if (isList && CHANGING.contains(name)) {
            return Optional.of(DictMethods.unsafe(sequence, name));
        }
        Callable method = switch (name) {
            case "index" -> arguments -> index(sequence, arguments);
            case "count" -> arguments -> count(sequence, arguments);
            case "copy" -> isList ? arguments -> sequence : null;
            default -> null;
        };
        return Optional.ofNullable(method);
    }

    private static Value index(SequenceValue sequence, Arguments arguments) {
        Value sought = arguments.bind("value").required("value");
        for (int i = 0; i < sequence.length(); i++) {
            if (Comparisons.equal(sequence.elements().get(i), sought)) {
                return IntegerValue.of(i);
            }
        }
        throw new TemplateException(sought.repr() + " is not in the list");
    }

    private static Value count(SequenceValue sequence, Arguments arguments) {
        Value sought = arguments.bind("value").required("value");
        return IntegerValue.of(sequence.elements().stream()
                .filter(element -> Comparisons.equal(element, sought))
                .count());
    }
}
