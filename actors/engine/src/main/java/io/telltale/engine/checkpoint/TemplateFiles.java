package io.telltale.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.architecture.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the chat templates of a checkpoint, which has them in one of several places. */
final class TemplateFiles {

    private static final String DEFAULT = "default";
    private static final String KEY = "chat_template";
    private static final String ENDING = ".jinja";

    private TemplateFiles() {}

    /** Reads the templates by name. Files of their own come before the settings of the tokenizer, and those before others. */
    static Map<String, String> read(Path folder, ConfigFile settings) {
        Map<String, String> ownFiles = ownFiles(folder);
        if (!ownFiles.isEmpty()) {
            return ownFiles;
        }
        Map<String, String> inSettings = named(settings.node(KEY));
        return inSettings.isEmpty()
                ? named(ConfigFile.readIfPresent(folder.resolve("chat_template.json"))
                        .node(KEY))
                : inSettings;
    }

    private static Map<String, String> ownFiles(Path folder) {
        Map<String, String> templates = new TreeMap<>();
        Path only = folder.resolve(KEY + ENDING);
        if (Files.isRegularFile(only)) {
            templates.put(DEFAULT, readText(only));
        }
        for (Path file : files(folder.resolve("additional_chat_templates"))) {
            String name = String.valueOf(file.getFileName());
            templates.put(name.substring(0, name.length() - ENDING.length()), readText(file));
        }
        return templates;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        } catch (IOException failed) {
            throw unreadable(folder, failed);
        }
    }

    /** One template stands there as text, several as a list of names and templates. */
    private static Map<String, String> named(JsonNode template) {
        if (template.isTextual()) {
            return Map.of(DEFAULT, template.textValue());
        }
        Map<String, String> templates = new TreeMap<>();
        template.forEach(one ->
                templates.put(one.path("name").asText(), one.path("template").asText()));
        return templates;
    }

    private static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw unreadable(file, failed);
        }
    }

    private static EngineException unreadable(Path path, IOException failed) {
        return new EngineException(Code.IO, "cannot read " + path + ": " + failed.getMessage(), failed);
    }
}
