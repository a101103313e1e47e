package io.telltale.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class in a Java process of its own, the same for every contender. */
final class FreshProcess {

    private static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m", "-Duser.language=en");
    private static final long TIMEOUT_SECONDS = 600;
    private static final int LINES_SHOWN = 5;

    private FreshProcess() {}

    /**
     * Waits for the process and returns what it printed.
     *
     * @throws IllegalStateException if it fails or takes too long
     */
    static List<String> java(String classPath, String main, List<String> arguments)
            throws IOException, InterruptedException {
        return java(FLAGS, classPath, main, arguments);
    }

    /** The same with flags of one's own for the JVM. */
    static List<String> java(List<String> flags, String classPath, String main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = output.lines().toList();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                int from = Math.max(0, lines.size() - LINES_SHOWN);
                throw new IllegalStateException(main + " failed: " + lines.subList(from, lines.size()));
            }
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
