package io.telltale.runtime.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key with a certificate that vouches for itself, made by the JDK's keytool. */
final class TestKeys {

    private static final String PASSWORD = "changeit";

    private TestKeys() {}

    static Encryption in(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String keys = folder.resolve("keys.p12").toString();
        String trusted = folder.resolve("trusted.p12").toString();
        String certificate = folder.resolve("certificate.pem").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-keystore",
                keys,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "node",
                "-keystore",
                keys,
                "-storepass",
                PASSWORD,
                "-file",
                certificate);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "node",
                "-file",
                certificate,
                "-keystore",
                trusted,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        return new Encryption.MutualTls(keys, PASSWORD, trusted, PASSWORD);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("keytool ended with " + status);
        }
    }
}
