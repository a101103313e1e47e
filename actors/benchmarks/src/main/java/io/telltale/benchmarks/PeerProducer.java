package io.telltale.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Kafka's own producer benchmark, in a process and on a class path of its own. */
record PeerProducer(Path libraries) {

    private static final String MAIN = "org.apache.kafka.tools.ProducerPerformance";
    private static final String FETCH = "./mvnw -f actors/benchmarks/peer/pom.xml package";
    private static final Pattern SUMMARY = Pattern.compile("\\d+ records sent, ([\\d.]+) records/sec .*th.*");

    /** The settings of our own producer. */
    private static final List<String> PRODUCER = List.of(
            "acks=all",
            "enable.idempotence=true",
            "linger.ms=0",
            "batch.size=262144",
            "buffer.memory=184549376",
            "compression.type=none");

    /**
     * Takes the tool from a folder of jars.
     *
     * @throws IllegalArgumentException if it is not there
     */
    static PeerProducer in(Path libraries) throws IOException {
        if (Files.isDirectory(libraries)) {
            try (Stream<Path> files = Files.list(libraries)) {
                if (files.anyMatch(file -> file.getFileName().toString().startsWith("kafka-tools-"))) {
                    return new PeerProducer(libraries);
                }
            }
        }
        throw new IllegalArgumentException(
                "Kafka's producer benchmark is not in " + libraries + "; fetch it with '" + FETCH + "'");
    }

    /** Where {@code actors/benchmarks/peer/pom.xml} puts the tool, seen from our own classes. */
    static Path defaultLibraries() {
        Path inModule = Path.of("peer", "target", "libraries");
        try {
            Path classes = Path.of(Benchmarks.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling("..").normalize().resolve(inModule);
        } catch (URISyntaxException notAFile) {
            return Path.of("actors", "benchmarks").resolve(inModule);
        }
    }

    /** Sends so many records of random bytes and returns records per second. */
    double send(String servers, String topic, int records, int recordBytes) throws Exception {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "--bootstrap-server",
                                servers,
                                "--topic",
                                topic,
                                "--num-records",
                                Integer.toString(records),
                                "--record-size",
                                Integer.toString(recordBytes),
                                "--throughput",
                                "-1",
                                "--command-property"),
                        PRODUCER.stream())
                .toList();
        return rate(FreshProcess.java(libraries.resolve("*").toString(), MAIN, arguments));
    }

    /** Finds the rate in the tool's output: its last line sums up, those before are of some seconds each. */
    static double rate(List<String> output) {
        return output.stream()
                .map(SUMMARY::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Double.parseDouble(matcher.group(1)))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("Kafka's producer benchmark said no rate: " + output));
    }
}
