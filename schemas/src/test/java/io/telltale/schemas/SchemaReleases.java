package io.telltale.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Compares the schemas of today with a folder of releases; an empty list of complaints is what everybody wants. */
final class SchemaReleases {

    private final Path current;
    private final Path releases;

    SchemaReleases(Path current, Path releases) {
        this.current = current;
        this.releases = releases;
    }

    /** Names every schema that some release can not read, or cannot be read with. */
    List<String> incompatibilities() {
        List<String> complaints = new ArrayList<>();
        SortedMap<String, Schema> today = schemasIn(current);
        for (Path release : foldersIn(releases)) {
            schemasIn(release).forEach((kind, released) -> {
                String name = release.getFileName() + "/" + kind;
                if (!today.containsKey(kind)) {
                    complaints.add(name + " was removed");
                } else {
                    addIfUnreadable(complaints, "today's reader, writer " + name, today.get(kind), released);
                    addIfUnreadable(complaints, "today's writer, reader " + name, released, today.get(kind));
                }
            });
        }
        return complaints;
    }

    /** Names every schema of today that the newest release lacks. */
    List<String> unreleased() {
        List<String> missing = new ArrayList<>(schemasIn(current).keySet());
        missing.removeAll(schemasIn(foldersIn(releases).getLast()).keySet());
        return missing;
    }

    List<String> versions() {
        return foldersIn(releases).stream()
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    private static void addIfUnreadable(List<String> complaints, String name, Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
            complaints.add(name + ": " + result.getResult().getIncompatibilities());
        }
    }

    static SortedMap<String, Schema> schemasIn(Path folder) {
        SortedMap<String, Schema> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".avsc")).toList()) {
                schemas.put(
                        file.getFileName().toString().replace(".avsc", ""), new Schema.Parser().parse(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    private static List<Path> foldersIn(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
