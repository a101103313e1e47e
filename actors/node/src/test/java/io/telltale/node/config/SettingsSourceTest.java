package io.telltale.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.Batching;
import io.telltale.node.NodeException;
import io.telltale.node.config.GenerationSettings.SamplingDefaults;
import io.telltale.node.config.PluginsSettings.Mode;
import io.telltale.runtime.BatchSettings;
import io.telltale.runtime.BatchSettings.PrefixReuse;
import io.telltale.spi.PluginId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsSourceTest {

    private static final PluginId STEER = new PluginId("truthfulness-steer");

    @TempDir
    private Path folder;

    @Test
    void servesTheShippedModelOnTheLoopbackInterfaceByDefault() {
        NodeSettings settings = SettingsSource.read(List.of(), Map.of());

        assertThat(settings.model()).isEqualTo(new ModelSettings("almanac-chat", "almanac-chat"));
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.telemetry().prometheus().host()).isEqualTo("127.0.0.1");
        assertThat(settings.broker().broker()).isEqualTo(new BrokerSettings.Embedded(0, ""));
        assertThat(settings.plugins().enabled()).isEmpty();
    }

    @Test
    void laysTheFileOverTheDefaultsAndSingleValuesOverTheFile() throws IOException {
        Path file =
                write("telltale { http.port = 9000, generation { min-token-interval = 20ms, max-concurrent = 3 } }");

        NodeSettings settings = SettingsSource.read(List.of(file), Map.of("telltale.http.port", "9001"));

        assertThat(settings.http().port()).isEqualTo(9001);
        assertThat(settings.generation())
                .isEqualTo(new GenerationSettings(3, 64, Duration.ofMillis(20), 128, SamplingDefaults.CHECKPOINT));
    }

    @Test
    void putsBatchesTogetherAsItIsTold() {
        BatchingSettings settings = SettingsSource.read(
                        List.of(),
                        Map.of(
                                "telltale.batching.mode", "one_by_one",
                                "telltale.batching.kv-cache", "3 MiB",
                                "telltale.batching.prefix-cache", "off"))
                .batching();

        assertThat(settings).isEqualTo(new BatchingSettings(Batching.ONE_BY_ONE, 512, 128, 3 << 20, PrefixReuse.OFF));
        assertThat(settings.forRuntime(7)).isEqualTo(new BatchSettings(512, 128, 3 << 20, 7, PrefixReuse.OFF));
    }

    @Test
    void takesAQuarterOfTheMemoryForKeysAndValuesByDefault() {
        BatchingSettings settings = SettingsSource.read(List.of(), Map.of()).batching();

        assertThat(settings.forRuntime(64)).isEqualTo(BatchSettings.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "telltale.batching.max-tokens, 128, must be 129 to 1048577",
        "telltale.batching.mode, sometimes, 'must be one of together, one_by_one'"
    })
    void refusesBatchesThatCannotBe(String key, String value, String reason) {
        assertThatThrownBy(() -> SettingsSource.read(List.of(), Map.of(key, value)))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(key + " " + reason);
    }

    @Test
    void givesAPluginTheDefaultsAndWhatIsItsOwn() throws IOException {
        Path file = write("""
                telltale.plugins {
                  enabled = [truthfulness-steer, other]
                  defaults { mode = observe, settings { seed = 1 } }
                  truthfulness-steer { mode = async, settings { strength = 1.5, probe.layer = 2 } }
                }""");

        PluginsSettings plugins = SettingsSource.read(List.of(file), Map.of()).plugins();

        assertThat(plugins.enabled()).containsExactly(STEER, new PluginId("other"));
        assertThat(plugins.of(STEER))
                .isEqualTo(new PluginsSettings.PluginSettings(
                        Mode.ASYNC, 4, Map.of("seed", "1", "strength", "1.5", "probe.layer", "2")));
        assertThat(plugins.of(new PluginId("other")).mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void passesEveryKeyOfTheKafkaClientThrough() throws IOException {
        Path file = write("""
                telltale.kafka { mode = external, bootstrap-servers = "broker:9093"
                  client { security.protocol = SASL_SSL, sasl.mechanism = PLAIN } }""");

        BrokerSettings broker = SettingsSource.read(List.of(file), Map.of()).broker();

        assertThat(broker.broker()).isEqualTo(new BrokerSettings.External("broker:9093"));
        assertThat(broker.client())
                .containsExactlyInAnyOrderEntriesOf(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN"));
    }

    @Test
    void handsSettingsOfTheActorSystemOn() throws IOException {
        Path file = write("pekko.loglevel = DEBUG");

        NodeSettings settings = SettingsSource.read(List.of(file), Map.of());

        assertThat(settings.pekko().getString("pekko.loglevel")).isEqualTo("DEBUG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "telltale.http.prot = 1                    | telltale.http.prot",
                "telltale.colour = red                     | telltale.colour",
                "telltal.http.port = 1                     | telltal",
                "telltale.plugins.steer.maxlag = 1         | telltale.plugins.steer.maxlag",
                "telltale.http.port = many                 | telltale.http.port",
                "telltale.http.port = 70000                | telltale.http.port must be 0 to 65535, not 70000",
                "telltale.kafka.mode = rabbit              | telltale.kafka.mode must be one of embedded, external, memory",
                "telltale.kafka.mode = external            | telltale.kafka.bootstrap-servers is missing",
                "telltale.generation.max-concurrent = 0    | telltale.generation.max-concurrent must be at least 1",
                "telltale.generation.min-token-interval=-1 | telltale.generation.min-token-interval must not be negative",
                "telltale.plugins.enabled = [Steer]        | telltale.plugins.enabled",
                "telltale.model = 7                        | telltale.model",
                "telltale { http {                         | node.conf",
            })
    void refusesInOneLineThatNamesTheFileAndTheKey(String written, String named) throws IOException {
        Path file = write(written);

        assertThatThrownBy(() -> SettingsSource.read(List.of(file), Map.of()))
                .isInstanceOf(NodeException.class)
                .message()
                .contains(named)
                .contains("node.conf")
                .doesNotContain("\n");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path absent = folder.resolve("absent.conf");

        assertThatThrownBy(() -> SettingsSource.read(List.of(absent), Map.of()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("absent.conf");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("node.conf"), text);
    }
}
