package io.telltale.engine.shard;

import io.telltale.engine.architecture.ModelConfig;
import io.telltale.engine.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The TorchScript text of an architecture: its own block and what all of them share. */
final class ModelText {

    private static final List<String> CLASSES = List.of("linear", "shard", "changes", "pass");
    private static final List<String> METHODS = List.of("model", "weights");

    private ModelText() {}

    static TorchScriptArchive of(ModelConfig config) {
        return TorchScriptArchive.of(read(CLASSES), read(METHODS) + "\n" + read("architectures/" + config.text()));
    }

    static String read(List<String> names) {
        return names.stream().map(ModelText::read).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String read(String name) {
        String path = "/io/telltale/engine/torchscript/" + name + ".torchscript";
        try (InputStream text = ModelText.class.getResourceAsStream(path)) {
            if (text == null) {
                throw new IllegalStateException("the module lacks its resource " + path);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
