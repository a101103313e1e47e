package io.telltale.benchmarks.peers.jlama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.util.PhysicalCoreExecutor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Answers requests for measurements, one line of JSON each: {@code JlamaPeer CHECKPOINT PRECISION THREADS}. */
public final class JlamaPeer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String VERSION = "0.8.4";

    private final PrintStream answers;

    private JlamaPeer(PrintStream answers) {
        this.answers = answers;
    }

    /** Loads the checkpoint and answers until the input ends. */
    public static void main(String[] arguments) throws IOException {
        JlamaPeer peer = new JlamaPeer(System.out);
        // What the library prints is no answer.
        System.setOut(System.err);
        peer.serve(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
    }

    private void serve(Path folder, String precision, int threads) throws IOException {
        long started = System.nanoTime();
        try {
            PhysicalCoreExecutor.overrideThreadCount(threads);
            JlamaMeasurements measurements = new JlamaMeasurements(load(folder, precision));
            say(Map.of(
                    "ready",
                    true,
                    "versions",
                    Map.of("jlama", VERSION),
                    "load_seconds",
                    (System.nanoTime() - started) / NANOS_PER_SECOND,
                    "peak_resident_bytes",
                    peakResidentBytes()));
            answer(measurements);
        } catch (IOException | RuntimeException | LinkageError failed) {
            say(absence(failed));
        }
    }

    private static MeasuredLlama load(Path folder, String precision) throws IOException {
        return switch (precision) {
            case "float32" -> MeasuredLlama.load(folder, DType.F32);
            case "bfloat16" -> MeasuredLlama.load(folder, DType.BF16);
            default -> throw new UnsupportedOperationException("it has no " + precision + " weights");
        };
    }

    private void answer(JlamaMeasurements measurements) throws IOException {
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            JsonNode request = JSON.readTree(line);
            try {
                say(measurements.answer(request));
            } catch (RuntimeException | LinkageError failed) {
                say(absence(failed));
            }
        }
    }

    private static Map<String, String> absence(Throwable failed) {
        if (!(failed instanceof UnsupportedOperationException) || failed.getMessage() == null) {
            failed.printStackTrace();
            return Map.of("absent", String.valueOf(failed).lines().findFirst().orElse("failed"));
        }
        return Map.of("absent", failed.getMessage());
    }

    private static long peakResidentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private void say(Map<String, ?> message) throws IOException {
        answers.println(JSON.writeValueAsString(message));
        answers.flush();
    }
}
