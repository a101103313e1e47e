package io.telltale.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCompatibilityTest {

    private static final Path CURRENT = Path.of("src/main/avro");
    private static final Path RELEASED = Path.of("released");

    @TempDir
    private Path changed;

    @BeforeEach
    void copyCurrentSchemas() throws IOException {
        try (Stream<Path> files = Files.list(CURRENT)) {
            for (Path file : files.toList()) {
                Files.copy(file, changed.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void everySchemaReadsAndIsReadByEveryRelease() {
        assertThat(new SchemaReleases(CURRENT, RELEASED).incompatibilities()).isEmpty();
    }

    @Test
    void everySchemaIsReleased() {
        assertThat(new SchemaReleases(CURRENT, RELEASED).unreleased()).isEmpty();
    }

    @Test
    void everyReleaseIsKnownToReaders() {
        assertThat(new SchemaReleases(CURRENT, RELEASED).versions()).isEqualTo(ReleasedSchemas.VERSIONS);
    }

    @Test
    void aFieldWithoutDefaultIsRefused() throws IOException {
        replace("CaptureEnded", "\"name\": \"events\"", "\"name\": \"steps\"");

        var incompatibilities = new SchemaReleases(changed, RELEASED).incompatibilities();

        assertThat(incompatibilities)
                .hasSize(2)
                .allMatch(complaint -> complaint.contains("READER_FIELD_MISSING_DEFAULT_VALUE"));
    }

    @Test
    void aNarrowerTypeIsRefused() throws IOException {
        replace("TokenSampled", "\"type\": \"double\"", "\"type\": \"float\"");

        var incompatibilities = new SchemaReleases(changed, RELEASED).incompatibilities();

        assertThat(incompatibilities)
                .singleElement()
                .asString()
                .contains("today's reader, writer 0.1/TokenSampled", "TYPE_MISMATCH");
    }

    @Test
    void aFieldWithDefaultIsAccepted() throws IOException {
        replace(
                "CaptureEnded",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"why\", \"type\": \"string\", \"default\": \"\"},");

        assertThat(new SchemaReleases(changed, RELEASED).incompatibilities()).isEmpty();
    }

    @Test
    void aSymbolMoreIsAcceptedWhereReadersHaveADefault() throws IOException {
        replace("GenerationEnded", "\"STOP\",", "\"STOP\", \"TIMED_OUT\",");

        assertThat(new SchemaReleases(changed, RELEASED).incompatibilities()).isEmpty();
    }

    @Test
    void aRemovedSchemaIsReported() throws IOException {
        Files.delete(changed.resolve("VerdictIssued.avsc"));

        assertThat(new SchemaReleases(changed, RELEASED).incompatibilities())
                .containsExactly("0.1/VerdictIssued was removed");
    }

    @Test
    void aSchemaMissingFromTheReleaseIsReported() throws IOException {
        Files.writeString(changed.resolve("Added.avsc"), "{\"type\": \"record\", \"name\": \"Added\", \"fields\": []}");

        assertThat(new SchemaReleases(changed, RELEASED).unreleased()).containsExactly("Added");
    }

    @Test
    void everyFieldIsDocumented() {
        for (Schema schema : SchemaReleases.schemasIn(CURRENT).values()) {
            assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
            assertThat(schema.getFields())
                    .allSatisfy(field -> assertThat(field.doc())
                            .as(schema.getName() + "." + field.name())
                            .isNotBlank());
        }
    }

    private void replace(String kind, String text, String replacement) throws IOException {
        Path file = changed.resolve(kind + ".avsc");
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, replacement));
    }
}
