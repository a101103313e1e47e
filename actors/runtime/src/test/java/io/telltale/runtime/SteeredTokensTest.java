package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteeredTokensTest {

    private static final TokenIds TOKENS = TokenIds.of(3, 1, 4, 1, 5, 9);

    @Test
    void nameForEveryPositionWhatHeldThere() {
        ScheduledIntervention first = addition(1, new InterventionWindow(1, 4));
        ScheduledIntervention second = addition(2, new InterventionWindow(3, 6));
        SteeredTokens.Recorder recorder = new SteeredTokens.Recorder();

        recorder.add(new TokenSpan(0, 3), List.of(first));
        recorder.add(TokenSpan.at(3), List.of(first, second));
        recorder.add(TokenSpan.at(4), List.of());
        recorder.add(TokenSpan.at(5), List.of(second));

        String one = SteeringFingerprint.of(List.of(first));
        assertThat(recorder.of(TOKENS).steering())
                .containsExactly(
                        "",
                        one,
                        one,
                        SteeringFingerprint.of(List.of(first, second)),
                        "",
                        SteeringFingerprint.of(List.of(second)));
    }

    @Test
    void haveInCommonWhatHasTheSameTokensAndTheSameSteering() {
        SteeredTokens plain = new SteeredTokens(TOKENS, List.of());
        SteeredTokens steered = new SteeredTokens(TOKENS, List.of("", "", "beef"));

        assertThat(plain.commonWith(plain)).isEqualTo(6);
        assertThat(plain.commonWith(steered)).isEqualTo(2);
        assertThat(steered.commonWith(steered.first(4))).isEqualTo(4);
        assertThat(plain.commonWith(new SteeredTokens(TokenIds.of(3, 1, 5), List.of())))
                .isEqualTo(2);
        assertThat(plain.commonWith(new SteeredTokens(TOKENS, List.of("", "")))).isEqualTo(6);
    }

    private static ScheduledIntervention addition(double strength, InterventionWindow window) {
        return new ScheduledIntervention(
                new Addition(TestPlugins.STEERED, Direction.of(new float[] {1, 0}), strength), window);
    }
}
