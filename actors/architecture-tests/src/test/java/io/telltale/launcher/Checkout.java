package io.telltale.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A made-up checkout: the real launcher, one source, a Maven that only notes its calls and a JDK that only shows its arguments. */
final class Checkout {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a run of the launcher came to. */
    record Run(int exitCode, String output) {}

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private Path command;

    Checkout(Path root) throws IOException {
        this.root = root;
        this.command = root.resolve("telltale");
        Files.createDirectories(source().getParent());
        Files.writeString(root.resolve("pom.xml"), "");
        script(root.resolve("mvnw"), """
                echo called >>maven-calls
                echo '[INFO] Building node 0.1 [1/1]'
                mkdir -p actors/node/target actors/benchmarks/target
                echo library.folder >actors/node/target/runtime.classpath
                echo more.folder >actors/benchmarks/target/runtime.classpath
                """);
        script(command, Files.readString(realLauncher()).replaceFirst("#!/bin/sh\n", ""));
        Path jdk = root.resolve("jdk 25");
        script(jdk.resolve("bin/java"), "printf '<%s>' \"GLIBC_TUNABLES=$GLIBC_TUNABLES\" \"$@\"");
        script(jdk.resolve("bin/javac"), "");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        environment.putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", root.toString(), "JAVA_HOME", jdk.toString()));
    }

    /** A source file that the launcher watches; does not exist at first. */
    Path source() {
        return root.resolve("actors/node/src/main/java/Extra.java");
    }

    /** Where the launcher keeps the process id of a build that runs. */
    Path lock() {
        return root.resolve("target/launcher/lock");
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    void startBy(Path link) throws IOException {
        command = Files.createSymbolicLink(link, command);
    }

    void failBuildsWith(String error) throws IOException {
        script(root.resolve("mvnw"), "echo '[ERROR] " + error + "'\nexit 1");
    }

    void demandJdk(int feature) throws IOException {
        String text = Files.readString(command).replace("oldest_jdk=21", "oldest_jdk=" + feature);
        script(command, text.replaceFirst("#!/bin/sh\n", ""));
    }

    /** Makes everything that was built look older than everything that is written from now on. */
    void letTimePass() throws IOException {
        FileTime past = FileTime.fromMillis(0);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> !Files.isSymbolicLink(file)).toList()) {
                Files.setLastModifiedTime(file, past);
            }
        }
    }

    long builds() throws IOException {
        Path calls = root.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    Run start(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(root, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(command.toString()), Stream.of(arguments))
                .toList());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(Path.of("/").toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher hangs: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path realLauncher() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && Files.notExists(folder.resolve("telltale"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
        }
        return folder.resolve("telltale");
    }
}
