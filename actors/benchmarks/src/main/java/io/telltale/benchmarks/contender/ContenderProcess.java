package io.telltale.benchmarks.contender;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.benchmarks.contender.Answer.Absent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A contender in a process of its own, spoken to by lines over its standard input and output. */
public final class ContenderProcess implements Contender {

    /** The first start makes an environment: it downloads and compiles. */
    private static final long START_TIMEOUT_MINUTES = 30;

    private static final long ANSWER_TIMEOUT_MINUTES = 15;
    private static final long STOP_TIMEOUT_SECONDS = 5;

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;
    private final Path log;

    private ContenderProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
    }

    /**
     * Starts a peer and waits until it has loaded the checkpoint.
     *
     * @param places where its script lies, where environments are kept and where it writes what it prints besides answers
     * @return a contender that is absent if the peer cannot be started
     */
    public static Contender peer(Peer peer, Setting setting, PeerPlaces places) {
        return start(peer.toString(), command(peer, setting, places), places.log(peer));
    }

    /**
     * Starts Telltale's engine and waits until it has loaded the checkpoint. A process of its own, for libtorch keeps the
     * number of threads that it started with.
     *
     * @param name what reports call it
     * @param command what starts {@link EngineContenderCommand}
     * @param log where it writes what it prints besides answers
     * @throws IllegalStateException if it cannot be started
     */
    public static Contender engine(String name, List<String> command, Path log) {
        Contender started = start(name, command, log);
        if (started instanceof AbsentContender absent) {
            throw new IllegalStateException("the engine cannot be measured: " + absent.reason());
        }
        return started;
    }

    private static Contender start(String name, List<String> command, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            ContenderProcess started = new ContenderProcess(name, builder.start(), log);
            JsonNode greeting = Messages.read(started.line(START_TIMEOUT_MINUTES));
            if (greeting.path("ready").asBoolean()) {
                return started;
            }
            started.close();
            return new AbsentContender(name, greeting.path("absent").asText("it said " + greeting));
        } catch (IOException failed) {
            return new AbsentContender(name, "it cannot be started: " + failed.getMessage());
        }
    }

    private static List<String> command(Peer peer, Setting setting, PeerPlaces places) {
        return List.of(
                "python3",
                places.script().toString(),
                peer.toString(),
                "--checkpoint",
                setting.checkpoint().toString(),
                "--precision",
                setting.precisionName(),
                "--threads",
                Integer.toString(setting.threads()),
                "--cache",
                places.cache().toString());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer answer(Work work) {
        try {
            requests.write(Messages.request(work));
            requests.newLine();
            requests.flush();
            return Messages.answer(line(ANSWER_TIMEOUT_MINUTES));
        } catch (IOException gone) {
            return new Absent(String.valueOf(gone.getMessage()));
        }
    }

    /** Reads on a thread of its own: a line from a process cannot be waited for with a limit otherwise. */
    private String line(long timeoutMinutes) throws IOException {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                String read = answers.readLine();
                if (read == null) {
                    line.completeExceptionally(new IOException("it ended; " + log + " says why"));
                } else {
                    line.complete(read);
                }
            } catch (IOException failed) {
                line.completeExceptionally(failed);
            }
        });
        try {
            return line.get(timeoutMinutes, TimeUnit.MINUTES);
        } catch (TimeoutException late) {
            process.destroyForcibly();
            throw new IOException("it took more than " + timeoutMinutes + " minutes", late);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    /** The end of its input ends the process. */
    @Override
    public void close() {
        try (requests) {
            requests.flush();
        } catch (IOException gone) {
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
