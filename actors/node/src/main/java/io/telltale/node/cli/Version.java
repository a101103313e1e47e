package io.telltale.node.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Which version this is. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String packaged = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "telltale " + Objects.requireNonNullElse(packaged, "built from source"),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
