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

    private static final List<String> NODE_FLAGS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Dai.djl.pytorch.num_interop_threads=1",
            "-Dai.djl.pytorch.graph_optimizer=false");

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
        return run(command(FLAGS, classPath, main, arguments));
    }

    /** Returns the command line of one of our own subcommands, in a process as the launcher starts a node. */
    static List<String> asNode(List<String> arguments) {
        return command(NODE_FLAGS, System.getProperty("java.class.path"), Benchmarks.class.getName(), arguments);
    }

    private static List<String> command(List<String> flags, String classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }

    /**
     * Waits for a process and returns what it printed.
     *
     * @throws IllegalStateException if it fails or takes too long
     */
    static List<String> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = output.lines().toList();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                int from = Math.max(0, lines.size() - LINES_SHOWN);
                throw new IllegalStateException(command + " failed: " + lines.subList(from, lines.size()));
            }
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
