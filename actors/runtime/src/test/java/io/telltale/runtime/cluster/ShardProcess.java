package io.telltale.runtime.cluster;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.checkpoint.Checkpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that owns some layers. */
final class ShardProcess implements AutoCloseable {

    private static final String LISTENING = "listening ";

    private final Process process;

    private ShardProcess(Process process) {
        this.process = process;
    }

    /** Starts a JVM. */
    static ShardProcess start(Path checkpoint, String layers, ComputePrecision precision, HostPort head)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--enable-native") || argument.startsWith("-D"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
        command.add(ShardProcess.class.getName());
        command.addAll(List.of(checkpoint.toString(), layers, precision.name(), head.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ShardProcess(process);
    }

    /** Waits until it listens, and returns where; can be asked once. */
    HostPort address() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                return HostPort.parse(line.substring(LISTENING.length()));
            }
        }
        throw new IOException("the shard's process ended without listening");
    }

    /** Kills the JVM as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }

    /** Owns layers until it is killed, or until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        ShardNode node = ShardNode.start(
                Checkpoint.open(Path.of(arguments[0])),
                ClusterPlan.parseRange(arguments[1]),
                EngineOptions.DEFAULTS.withPrecision(ComputePrecision.valueOf(arguments[2])),
                ClusterSettings.of(new HostPort("127.0.0.1", 0), List.of(HostPort.parse(arguments[3]))),
                ConfigFactory.empty());
        System.out.println(LISTENING + node.address());
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(0);
        }
    }
}
