package io.telltale.engine.text.jinja;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Python's {@code ==}, {@code <} and {@code in}. */
final class Comparisons {

    /** Orders what Python can order. */
    static final Comparator<Value> ORDER = Comparisons::compare;

    private Comparisons() {}

    static boolean holds(String operator, Value left, Value right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "<" -> compare(left, right) < 0;
            case "<=" -> compare(left, right) <= 0;
            case ">" -> compare(left, right) > 0;
            case ">=" -> compare(left, right) >= 0;
            case "in" -> contains(right, left);
            case "not in" -> !contains(right, left);
            default -> throw new IllegalStateException("no comparison is called " + operator);
        };
    }

    static boolean equal(Value left, Value right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right) == 0;
        }
        if (left instanceof Undefined && right instanceof Undefined) {
            return true;
        }
        if (left instanceof SequenceValue one && right instanceof SequenceValue other) {
            return one.kind() == other.kind() && equal(one.elements(), other.elements());
        }
        if (left instanceof DictValue one && right instanceof DictValue other) {
            return equal(one, other);
        }
        return left.equals(right);
    }

    private static boolean equal(List<Value> left, List<Value> right) {
        Iterator<Value> others = right.iterator();
        return left.size() == right.size() && left.stream().allMatch(value -> equal(value, others.next()));
    }

    private static boolean equal(DictValue left, DictValue right) {
        return left.length() == right.length()
                && left.entries().entrySet().stream()
                        .allMatch(entry -> right.item(entry.getKey())
                                .filter(value -> equal(entry.getValue(), value))
                                .isPresent());
    }

    static int compare(Value left, Value right) {
        if (left instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (right instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        if (left instanceof TextValue one && right instanceof TextValue other) {
            return compareCodePoints(one.text(), other.text());
        }
        if (left instanceof SequenceValue one && right instanceof SequenceValue other && one.kind() == other.kind()) {
            return compare(one.elements(), other.elements());
        }
        throw new TemplateException("'" + left.typeName() + "' and '" + right.typeName() + "' have no order");
    }

    private static int compare(List<Value> left, List<Value> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return compare(left.get(i), right.get(i));
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareCodePoints(String left, String right) {
        Iterator<Integer> others = right.codePoints().iterator();
        for (int codePoint : left.codePoints().toArray()) {
            if (!others.hasNext()) {
                return 1;
            }
            int order = Integer.compare(codePoint, others.next());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    static boolean contains(Value container, Value element) {
        if (container instanceof TextValue text) {
            if (element instanceof TextValue part) {
                return text.text().contains(part.text());
            }
            throw new TemplateException("'in' a string needs a string before it, not " + element.typeName());
        }
        if (container instanceof DictValue dict) {
            return dict.item(DictValue.hashable(element)).isPresent();
        }
        Iterator<Value> elements = container.iterate();
        while (elements.hasNext()) {
            if (equal(elements.next(), element)) {
                return true;
            }
        }
        return false;
    }
}
