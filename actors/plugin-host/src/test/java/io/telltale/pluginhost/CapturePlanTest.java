package io.telltale.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.pluginhost.CapturePlan.SiteCapture;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.PositionSelector;
import io.telltale.spi.Precision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapturePlanTest {
    private static final HookSite SHARED = new HookSite(1, HookPoint.RESID_POST);
    private static final HookSite ALONE = new HookSite(0, HookPoint.MLP_OUT);

    @Test
    void takesTheMostThatAnyPluginWantsAtEverySite() {
        CaptureSpec modest = CaptureSpec.answer(SHARED);
        CaptureSpec exact = new CaptureSpec(Set.of(SHARED, ALONE), PositionSelector.ANSWER, Precision.FLOAT32);
        CaptureSpec wide = new CaptureSpec(Set.of(SHARED), PositionSelector.ALL, Precision.FLOAT16);

        CapturePlan plan = CapturePlan.union(List.of(modest, exact, wide));

        assertThat(plan.sites())
                .isEqualTo(Map.of(
                        SHARED, new SiteCapture(PositionSelector.ALL, Precision.FLOAT32),
                        ALONE, new SiteCapture(PositionSelector.ANSWER, Precision.FLOAT32)));
    }

    @Test
    void isEmptyWithoutPluginsButNotWithOneThatWantsTokensAlone() {
        assertThat(CapturePlan.union(List.of())).isEqualTo(CapturePlan.NOTHING).matches(CapturePlan::isEmpty);
        assertThat(CapturePlan.union(List.of(CaptureSpec.answer())).isEmpty()).isFalse();
    }
}
