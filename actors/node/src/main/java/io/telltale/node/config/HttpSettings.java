package io.telltale.node.config;

/**
 * Where and how the server listens.
 *
 * @param port 0 for any that is free
 * @param maxRequestBytes a longer body is refused
 * @param streamBuffer tokens that may wait for a slow client
 */
public record HttpSettings(String host, int port, long maxRequestBytes, int streamBuffer) {

    /** Returns these settings with another port. */
    public HttpSettings onPort(int other) {
        return new HttpSettings(host, other, maxRequestBytes, streamBuffer);
    }
}
