package io.telltale.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.SequenceInfo;
import io.telltale.testkit.TestContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadedPluginTest {
    @Test
    void refusesAPluginThatAsksForASiteTheModelLacks() {
        CaptureSpec spec = CaptureSpec.answer(new HookSite(4, HookPoint.RESID_POST));
        PluginProvider provider = Plugins.provider("deep", new Plugins.Detecting(spec, () -> activations -> List.of()));

        assertThatThrownBy(() -> LoadedPlugin.load(provider, TestContext.of(Plugins.MODEL)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("'deep' asks for blocks.4.hook_resid_post")
                .hasMessageContaining("4 layers");
    }

    @Test
    void closesAPluginThatItRefuses() {
        CaptureSpec spec = CaptureSpec.answer(new HookSite(4, HookPoint.RESID_POST));
        AtomicInteger closed = new AtomicInteger();
        DetectorFactory deep = new DetectorFactory() {
            @Override
            public Detector newDetector(SequenceInfo sequence) {
                return activations -> List.of();
            }

            @Override
            public CaptureSpec captureSpec() {
                return spec;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        assertThatThrownBy(() -> LoadedPlugin.load(Plugins.provider("deep", deep), TestContext.of(Plugins.MODEL)))
                .isInstanceOf(PluginException.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void turnsWhatAPluginThrowsWhileLoadingIntoOneException() {
        PluginProvider provider = new PluginProvider() {
            @Override
            public PluginDescriptor descriptor() {
                return new PluginDescriptor(new PluginId("broken"), "1", "for tests");
            }

            @Override
            public Plugin load(PluginContext context) {
                throw new IllegalStateException("no weights");
            }
        };

        assertThatThrownBy(() -> LoadedPlugin.load(provider, TestContext.of(Plugins.MODEL)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("no weights");
    }

    @Test
    void closesEvenIfThePluginThrows() throws PluginException {
        DetectorFactory stubborn = new DetectorFactory() {
            @Override
            public Detector newDetector(SequenceInfo sequence) {
                return activations -> List.of();
            }

            @Override
            public CaptureSpec captureSpec() {
                return Plugins.SPEC;
            }

            @Override
            public void close() {
                throw new IllegalStateException("stuck");
            }
        };
        LoadedPlugin plugin = LoadedPlugin.load(Plugins.provider("stubborn", stubborn), TestContext.of(Plugins.MODEL));

        plugin.close();

        assertThat(plugin.captureSpec()).isEqualTo(Plugins.SPEC);
    }
}
