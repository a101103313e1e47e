package io.telltale.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a report goes: to standard output, as text or as JSON, and to a file if one is named. */
final class ReportOptions {

    private static final String STANDARD_OUTPUT = "-";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            description = "Write the figures as JSON too, or instead of the text if no file is named.")
    private @Nullable Path json;

    void print(Report report) throws IOException {
        table(report.lines());
        write(report);
    }

    /** Prints what the design promises, after tables that have shown the rest. */
    void printBars(Report report) throws IOException {
        table(report.barLines());
        write(report);
    }

    private void write(Report report) throws IOException {
        ObjectNode figures = report.json();
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        if (isJsonToOutput()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(mapper.writeValueAsString(figures));
            out.flush();
        } else if (json != null) {
            mapper.writeValue(json.toFile(), figures);
        }
    }

    private boolean isJsonToOutput() {
        return json != null && json.toString().equals(STANDARD_OUTPUT);
    }

    /** Prints lines for readers: on standard output, unless that is kept for JSON. */
    void table(List<String> lines) {
        PrintWriter writer = isJsonToOutput()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        lines.forEach(writer::println);
        writer.flush();
    }

    /** Says what is going on, on standard error. */
    void status(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
