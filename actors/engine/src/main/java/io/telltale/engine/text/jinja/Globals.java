package io.telltale.engine.text.jinja;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The functions that every chat template can call. */
final class Globals {

    /** Python's sandbox has the same limit. */
    private static final int LONGEST_RANGE = 100_000;

    private Globals() {}

    static Map<String, Value> of(Clock clock) {
        Map<String, Callable> functions = Map.of(
                "range", Globals::range,
                "dict", Globals::dict,
                "namespace", Globals::namespace,
                "cycler", Globals::cycler,
                "joiner", Globals::joiner,
                "raise_exception", Globals::refuse,
                "strftime_now", arguments -> now(arguments, clock));
        return new LinkedHashMap<>(functions);
    }

    private static Value range(Arguments arguments) {
        Arguments.Bound bound = arguments.bind("start", "stop", "step");
        boolean onlyStop = bound.find("stop").isEmpty();
        int start = onlyStop ? 0 : Numbers.whole(bound.required("start"));
        int stop = Numbers.whole(bound.required(onlyStop ? "start" : "stop"));
        int step = bound.whole("step", 1);
        if (step == 0) {
            throw new TemplateException("the step must not be zero");
        }
        List<Value> numbers = new ArrayList<>();
        for (long number = start; step > 0 ? number < stop : number > stop; number += step) {
            numbers.add(IntegerValue.of(number));
            if (numbers.size() > LONGEST_RANGE) {
                throw new TemplateException("a range has at most " + LONGEST_RANGE + " numbers");
            }
        }
        return new SequenceValue(SequenceValue.Kind.RANGE, numbers);
    }

    private static Value dict(Arguments arguments) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Value source : arguments.positional()) {
            if (source instanceof DictValue dict) {
                entries.putAll(dict.entries());
            } else {
                source.iterate().forEachRemaining(pair -> putPair(pair, entries));
            }
        }
        arguments.named().forEach((name, value) -> entries.put(new TextValue(name), value));
        return new DictValue(entries);
    }

    private static void putPair(Value pair, Map<Value, Value> entries) {
        if (!(pair instanceof SequenceValue sequence) || sequence.length() != 2) {
            throw new TemplateException("needs pairs of a key and a value");
        }
        DictValue.put(
                entries, sequence.elements().getFirst(), sequence.elements().getLast());
    }

    private static Value namespace(Arguments arguments) {
        var namespace = new Namespace();
        if (dict(arguments) instanceof DictValue dict) {
            dict.entries().forEach((name, value) -> namespace.set(Texts.text(name), value));
        }
        return namespace;
    }

    private static Value cycler(Arguments arguments) {
        return new Cycler(arguments.positional()).value();
    }

    private static Value joiner(Arguments arguments) {
        String separator = arguments.bind("sep").text("sep", ", ");
        var used = new AtomicBoolean();
        return (Callable) ignored -> new TextValue(used.getAndSet(true) ? separator : "");
    }

    private static Value refuse(Arguments arguments) {
        throw TemplateException.wordedByTemplate(
                arguments.bind("message").required("message").display());
    }

    private static Value now(Arguments arguments, Clock clock) {
        String format = Texts.text(arguments.bind("format").required("format"));
        return new TextValue(PythonDates.format(time(clock), format));
    }

    private static LocalDateTime time(Clock clock) {
        try {
            return LocalDateTime.ofInstant(clock.instant(), clock.getZone());
        } catch (IllegalStateException unknown) {
            throw new TemplateException(String.valueOf(unknown.getMessage()));
        }
    }
}
