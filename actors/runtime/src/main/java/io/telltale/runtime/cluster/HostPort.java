package io.telltale.runtime.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.Address;

/**
 * Where a process of the cluster listens.
 *
 * @param port 0 for any that is free
 */
public record HostPort(String host, int port) {

    private static final int LAST_PORT = 65_535;
    private static final Pattern TEXT = Pattern.compile("([^:\\s]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");

    public HostPort {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a host must not be blank");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + LAST_PORT + ", not " + port);
        }
    }

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static HostPort parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not of the form HOST:PORT");
        }
        return new HostPort(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** Returns where an address is; of one without a host, its port is 0. */
    static HostPort of(Address address) {
        return new HostPort(
                address.getHost().orElse("this process"), address.getPort().orElse(0));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
