package io.telltale.engine.shard;

import io.telltale.engine.checkpoint.Gpt2Config;
import io.telltale.engine.checkpoint.LlamaConfig;
import io.telltale.engine.checkpoint.ModelConfig;
import io.telltale.engine.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TorchScript text of an architecture: its own forward pass and what all of them share. */
final class ModelText {

    private static final List<String> SHARED = List.of("hooks", "attention", "weights");

    private ModelText() {}

    static TorchScriptArchive of(ModelConfig config) {
        String own = switch (config) {
            case LlamaConfig llama -> "llama";
            case Gpt2Config gpt2 -> "gpt2";
        };
        return TorchScriptArchive.ofMethods(Stream.concat(SHARED.stream(), Stream.of(own))
                .map(ModelText::read)
                .collect(Collectors.joining("\n")));
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
