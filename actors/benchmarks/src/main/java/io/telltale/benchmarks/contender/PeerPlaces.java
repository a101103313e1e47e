package io.telltale.benchmarks.contender;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where peers live.
 *
 * @param scripts folder of {@code engine_peers.py}
 * @param cache folder of the environments that the script makes
 * @param logs folder for what peers print besides answers
 */
public record PeerPlaces(Path scripts, Path cache, Path logs) {

    /** Returns the folder of the scripts, seen from our own classes. */
    public static Path defaultScripts() {
        try {
            Path classes = Path.of(PeerPlaces.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("../../peers").normalize();
        } catch (URISyntaxException notAFile) {
            return Path.of("actors", "benchmarks", "peers");
        }
    }

    /** Returns where environments are kept unless somebody says otherwise. */
    public static Path defaultCache() {
        Path base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return base.resolve("telltale").resolve("benchmark-peers");
    }

    Path script() {
        return scripts.resolve("engine_peers.py");
    }

    Path log(Peer peer) {
        return logs.resolve("peer-" + peer + ".log");
    }
}
