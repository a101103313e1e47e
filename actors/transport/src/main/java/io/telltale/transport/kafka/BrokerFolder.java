package io.telltale.transport.kafka;

import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an embedded broker keeps its log. */
final class BrokerFolder {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFolder.class);

    private final Path path;
    private final boolean temporary;

    private BrokerFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static BrokerFolder lasting(Path path) {
        return new BrokerFolder(path, false);
    }

    static BrokerFolder temporary() {
        try {
            return new BrokerFolder(Files.createTempDirectory("telltale-broker-"), true);
        } catch (IOException e) {
            throw new TransportException(Code.STORAGE, "no folder for the embedded broker: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** Makes the folder a broker's, unless it is one already. */
    void format() {
        if (Files.exists(path.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try {
            Files.createDirectories(path);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerProperties.NODE)
                    .addDirectory(path.toString())
                    .setMetadataLogDirectory(path.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new TransportException(
                    Code.STORAGE, "folder " + path + " cannot be made a broker's: " + e.getMessage(), e);
        }
    }

    /** Deletes a temporary folder. */
    void release() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> content = Files.walk(path)) {
            List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
            for (Path item : deepestFirst) {
                Files.deleteIfExists(item);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("folder", path).setCause(e).log("temporary folder is left behind");
        }
    }
}
