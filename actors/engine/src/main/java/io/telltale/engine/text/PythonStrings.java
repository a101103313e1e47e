package io.telltale.engine.text;

import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/** The methods of Python's strings that chat templates call and Java's strings lack or mean differently. */
final class PythonStrings extends ELResolver {

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private PythonStrings() {}

    /** Returns a resolver that asks for these methods first and for everything else as ever. */
    static ELResolver resolver() {
        var resolver = new CompositeELResolver();
        resolver.add(new PythonStrings());
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        return resolver;
    }

    @Override
    public @Nullable Object invoke(
            ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
        if (!(base instanceof String text)) {
            return null;
        }
        String argument = arguments.length > 0 && arguments[0] != null ? arguments[0].toString() : "";
        Optional<Object> result =
                arguments.length == 0 ? call(text, method.toString()) : call(text, method.toString(), argument);
        context.setPropertyResolved(result.isPresent());
        return result.orElse(null);
    }

    private static Optional<Object> call(String text, String method) {
        return Optional.ofNullable(
                switch (method) {
                    case "strip" -> text.strip();
                    case "lstrip" -> text.stripLeading();
                    case "rstrip" -> text.stripTrailing();
                    case "upper" -> text.toUpperCase(Locale.ROOT);
                    case "lower" -> text.toLowerCase(Locale.ROOT);
                    case "capitalize" -> capitalize(text);
                    case "title" -> titled(text);
                    case "split" -> List.of(WHITE_SPACE.split(text.strip()));
                    default -> null;
                });
    }

    private static Optional<Object> call(String text, String method, String argument) {
        return Optional.ofNullable(
                switch (method) {
                    case "strip" -> trailing(leading(text, argument), argument);
                    case "lstrip" -> leading(text, argument);
                    case "rstrip" -> trailing(text, argument);
                    case "startswith" -> text.startsWith(argument);
                    case "endswith" -> text.endsWith(argument);
                    case "split" -> Arrays.asList(text.split(Pattern.quote(argument), -1));
                    default -> null;
                });
    }

    private static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT)
                        + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String titled(String text) {
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(capitalize(word.group())));
    }

    private static String leading(String text, String characters) {
        int from = 0;
        while (from < text.length() && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        return text.substring(from);
    }

    private static String trailing(String text, String characters) {
        int until = text.length();
        while (until > 0 && characters.indexOf(text.charAt(until - 1)) >= 0) {
            until--;
        }
        return text.substring(0, until);
    }

    @Override
    public @Nullable Object getValue(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {}

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, Object base) {
        return null;
    }
}
