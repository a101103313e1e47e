package io.telltale.pluginhost;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources into a plugin's jar with the JDK's compiler. */
final class PluginJarBuilder {
    private static final String SERVICE = "META-INF/services/io.telltale.spi.PluginProvider";

    private PluginJarBuilder() {}

    /** Writes a jar of the classes, the first of them as the provider. */
    static void build(Path jar, Path scratch, Map<String, String> sourceByClass, String provider) throws IOException {
        compile(scratch, sourceByClass);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            if (!provider.isEmpty()) {
                add(zip, SERVICE, provider.getBytes(StandardCharsets.UTF_8));
            }
            for (Path compiled : classFiles(scratch)) {
                add(zip, scratch.relativize(compiled).toString(), Files.readAllBytes(compiled));
            }
        }
    }

    private static void compile(Path scratch, Map<String, String> sourceByClass) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", scratch.toString(), "-proc:none");
        List<? extends JavaFileObject> sources = sourceByClass.entrySet().stream()
                .map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
        if (!compiler.getTask(null, null, null, options, null, sources).call()) {
            throw new IllegalStateException("the sources of the jar do not compile");
        }
    }

    private static List<Path> classFiles(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** A source file in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
