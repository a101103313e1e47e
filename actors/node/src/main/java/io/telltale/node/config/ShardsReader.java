package io.telltale.node.config;

import io.telltale.runtime.cluster.ClusterPlan;
import io.telltale.runtime.cluster.ClusterSettings;
import io.telltale.runtime.cluster.Encryption;
import io.telltale.runtime.cluster.HostPort;
import io.telltale.runtime.wire.WireFormat;
import java.util.function.Supplier;

/** Reads the section on the cluster. */
record ShardsReader(CheckedConfig config) {

    private static final String SECTION = "telltale.cluster.";

    ShardsSettings read() {
        String layers = config.text(SECTION + "layers");
        if (!layers.isEmpty()) {
            checked("layers", () -> ClusterPlan.parse(layers));
        }
        return new ShardsSettings(layers, cluster());
    }

    private ClusterSettings cluster() {
        return checked(
                "max-message-size",
                () -> new ClusterSettings(
                        new HostPort(config.text(SECTION + "host"), config.integer(SECTION + "port", 0, 65_535)),
                        config.list(SECTION + "join").stream()
                                .map(process -> checked("join", () -> HostPort.parse(process)))
                                .toList(),
                        config.oneOf(SECTION + "wire-format", WireFormat.class),
                        config.bytes(SECTION + "max-message-size"),
                        config.duration(SECTION + "patience"),
                        config.duration(SECTION + "batch-timeout"),
                        encryption()));
    }

    private Encryption encryption() {
        String keyStore = config.text(SECTION + "tls.key-store");
        String trustStore = config.text(SECTION + "tls.trust-store");
        if (keyStore.isEmpty() && trustStore.isEmpty()) {
            return new Encryption.None();
        }
        return checked("tls.key-store", () -> {
            if (keyStore.isEmpty() || trustStore.isEmpty()) {
                throw new IllegalArgumentException("and " + SECTION + "tls.trust-store belong together; give both");
            }
            return new Encryption.MutualTls(
                    keyStore,
                    config.text(SECTION + "tls.key-store-password"),
                    trustStore,
                    config.text(SECTION + "tls.trust-store-password"));
        });
    }

    private <T> T checked(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException wrong) {
            throw config.refused(SECTION + key, String.valueOf(wrong.getMessage()));
        }
    }
}
