package io.telltale.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The schemas of all releases, with which records on a log may have been written. */
public final class ReleasedSchemas {

    /** Releases, oldest first; each has its folder in {@code schemas/released}. */
    public static final List<String> VERSIONS = List.of("0.1");

    private ReleasedSchemas() {}

    /** Returns the schemas that a kind of record had, oldest first; a release that did not know the kind adds none. */
    public static List<Schema> of(String kind) {
        List<Schema> released = new ArrayList<>();
        for (String version : VERSIONS) {
            try (InputStream source = ReleasedSchemas.class.getResourceAsStream(path(version, kind))) {
                if (source != null) {
                    released.add(new Schema.Parser().parse(source));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the released schema " + path(version, kind), e);
            }
        }
        return List.copyOf(released);
    }

    private static String path(String version, String kind) {
        return "released/" + version + "/" + kind + ".avsc";
    }
}
