package io.telltale.almanac;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Finds a shipped checkpoint on disk, unpacking it from the jar when it has to. */
final class ShippedFiles {

    private static final List<String> FILES = List.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "model.safetensors");
    private static final int DIGEST_CHARACTERS = 16;

    private final String folderName;

    ShippedFiles(String folderName) {
        this.folderName = folderName;
    }

    /** The folder with the files, unpacked or as the build left them. */
    Path locate() throws IOException {
        URL configuration = resource("config.json");
        return configuration.getProtocol().equals("file") ? folderOf(configuration) : unpack(cacheFolders());
    }

    /** Unpacks into the first folder that can be written. */
    Path unpack(List<Path> folders) throws IOException {
        String key = folderName + "-" + digest();
        IOException refused = new IOException("no folder to unpack into");
        for (Path folder : folders) {
            try {
                return unpackInto(folder.resolve(key));
            } catch (IOException e) {
                refused = e;
            }
        }
        throw refused;
    }

    private static List<Path> cacheFolders() {
        String chosen = System.getProperty("telltale.cache", "");
        if (!chosen.isEmpty()) {
            return List.of(Path.of(chosen));
        }
        return List.of(
                Path.of(System.getProperty("user.home", "."), ".cache", "telltale"),
                Path.of(System.getProperty("java.io.tmpdir", "."), "telltale"));
    }

    /** Copies beside the target and moves in one step, so that two processes can unpack at once. */
    private Path unpackInto(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(target.getParent());
        Path unfinished = Files.createTempDirectory(target.getParent(), folderName);
        for (String file : FILES) {
            try (InputStream in = resource(file).openStream()) {
                Files.copy(in, unfinished.resolve(file));
            }
        }
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(unfinished);
            if (!Files.isDirectory(target)) { // else another process was faster
                throw e;
            }
        }
        return target;
    }

    private static void discard(Path folder) throws IOException {
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
    }

    /** The digest of all files' contents, in order. */
    String digest() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                try (InputStream in = resource(file).openStream()) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static Path folderOf(URL file) {
        try {
            return Objects.requireNonNull(Path.of(new URI(file.toString())).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not the address of a file: " + file, e);
        }
    }

    private URL resource(String file) {
        String name = folderName + "/" + file;
        return Objects.requireNonNull(ShippedFiles.class.getResource(name), "not packaged: " + name);
    }
}
