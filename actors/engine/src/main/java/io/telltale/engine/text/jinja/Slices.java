package io.telltale.engine.text.jinja;

import java.util.ArrayList;
import java.util.List;

/** Python's {@code value[start:stop:step]}. */
final class Slices {

    private Slices() {}

    static Value of(Value owner, Value start, Value stop, Value step) {
        if (owner instanceof Undefined undefined) {
            throw undefined.used();
        }
        if (owner instanceof TextValue text) {
            int[] codePoints = text.text().codePoints().toArray();
            var sliced = new StringBuilder();
            places(codePoints.length, start, stop, step).forEach(place -> sliced.appendCodePoint(codePoints[place]));
            return text.like(sliced.toString());
        }
        if (owner instanceof SequenceValue sequence) {
            List<Integer> places = places(sequence.length(), start, stop, step);
            return new SequenceValue(
                    sequence.kind(),
                    places.stream().map(sequence.elements()::get).toList());
        }
        throw new TemplateException("'" + owner.typeName() + "' object cannot be sliced");
    }

    private static List<Integer> places(int length, Value start, Value stop, Value step) {
        int stride = step == NoneValue.NONE ? 1 : Numbers.whole(step);
        if (stride == 0) {
            throw new TemplateException("the step of a slice must not be zero");
        }
        // Python's rules: bounds are counted from the end if negative, and pulled to the nearest that there is.
        int lowest = stride > 0 ? 0 : -1;
        int highest = stride > 0 ? length : length - 1;
        long from = start == NoneValue.NONE ? (stride > 0 ? lowest : highest) : bound(start, length, lowest, highest);
        long until = stop == NoneValue.NONE ? (stride > 0 ? highest : lowest) : bound(stop, length, lowest, highest);
        List<Integer> places = new ArrayList<>();
        for (long place = from; stride > 0 ? place < until : place > until; place += stride) {
            places.add((int) place);
        }
        return places;
    }

    private static long bound(Value bound, int length, int lowest, int highest) {
        int place = Numbers.whole(bound);
        return Math.clamp(place < 0 ? (long) place + length : place, lowest, Math.max(lowest, highest));
    }
}
