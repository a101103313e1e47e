package io.telltale.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FreeCoresTest {

    private static final double ROUNDING = 1e-9;
    private static final List<Integer> BOTH = List.of(0, 1);

    @Test
    void otherWorkIsWhatCoresDidLessWhatThisProcessDid() {
        CoreTimes earlier = CoreTimes.parse(stat(100, 900, 50, 950), self(10, 5));
        // Ten ticks later: core 0 was busy all the time, core 1 for two ticks, one of the twelve for ourselves.
        CoreTimes later = CoreTimes.parse(stat(110, 900, 52, 958), self(11, 5));

        double busy = later.busyForOthersSince(earlier, BOTH);

        assertThat(busy).isEqualTo(1.1, within(ROUNDING));
    }

    @Test
    void coresThatThisProcessMayNotUseDoNotCount() {
        CoreTimes earlier = CoreTimes.parse(stat(100, 900, 50, 950), self(0, 0));
        CoreTimes later = CoreTimes.parse(stat(110, 900, 50, 960), self(0, 0));

        double busy = later.busyForOthersSince(earlier, List.of(1));

        assertThat(busy).isZero();
    }

    @Test
    void readsOwnTimesBehindAProgramNameWithBlanksAndParentheses() {
        CoreTimes times = CoreTimes.parse(List.of(), "7 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 30 12 0 0 20");

        assertThat(times.own()).isEqualTo(42);
    }

    @Test
    void oneThreadRemainsBesideAnotherProcessOnOneOfTwoCores() {
        assertThat(new FreeCores(2, 2, 0.05).threads()).isEqualTo(2);
        assertThat(new FreeCores(2, 2, 0.25).threads()).isEqualTo(2);
        assertThat(new FreeCores(2, 2, 0.3).threads()).isEqualTo(1);
        assertThat(new FreeCores(2, 2, 1.0).threads()).isEqualTo(1);
        assertThat(new FreeCores(2, 2, 2.0).threads()).isEqualTo(1);
        assertThat(new FreeCores(8, 8, 2.1).threads()).isEqualTo(6);
    }

    @Test
    void threadsStayBelowTheLimitOfTheControlGroup() {
        assertThat(new FreeCores(16, 1.5, 0).threads()).isEqualTo(1);
        assertThat(new FreeCores(16, 4, 2).threads()).isEqualTo(4);
    }

    @Test
    void saysWhatItSaw() {
        assertThat(new FreeCores(2, 2, 0.98).reason()).isEqualTo("2 cores, 1.0 busy with other work");
        assertThat(new FreeCores(16, 1.5, 0).reason()).isEqualTo("16 cores, limited to 1.5, 0.0 busy with other work");
    }

    @Test
    void readsWhichCoresAreAllowed() {
        assertThat(CoreLimit.allowedCores(List.of("Name:\tjava", "Cpus_allowed_list:\t0-2,5")))
                .containsExactly(0, 1, 2, 5);
        assertThat(CoreLimit.allowedCores(List.of("Name:\tjava"))).isEmpty();
    }

    @Test
    void readsTheLimitOfAControlGroupAndOfThoseAroundIt() {
        assertThat(CoreLimit.quota("150000 100000\n")).hasValue(1.5);
        assertThat(CoreLimit.quota("max 100000\n")).isEmpty();
        assertThat(CoreLimit.groups(List.of("4:memory:/a", "0::/a/b"))).containsExactly("/a/b", "/a", "/");
    }

    @Test
    void refusesAWishThatIsNoNumber() {
        assertThatThrownBy(() -> ThreadCount.parse("many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be 'auto' or a whole number, not 'many'");
        assertThatThrownBy(() -> ThreadCount.parse("0")).hasMessageContaining("between 1 and");
        assertThat(ThreadCount.parse("auto")).isEqualTo(ThreadCount.AUTO);
        assertThat(ThreadCount.parse("2")).isEqualTo(new ThreadCount.Fixed(2));
    }

    @Test
    void thisMachineHasAtLeastOneCoreForUs() throws InterruptedException {
        FreeCores cores = FreeCores.measure();

        assertThat(cores.threads()).isBetween(1, cores.allowed());
    }

    /** Two cores that were busy and idle for so many ticks. */
    private static List<String> stat(int busy0, int idle0, int busy1, int idle1) {
        return List.of(
                "cpu  0 0 0 0 0 0 0 0 0 0",
                "cpu0 " + busy0 + " 0 0 " + idle0 + " 0 0 0 0 7 7",
                "cpu1 0 0 " + busy1 + " " + (idle1 - 5) + " 5 0 0 0 0 0",
                "intr 1 2 3");
    }

    private static String self(int user, int system) {
        return "7 (java) S 1 2 3 4 5 6 7 8 9 10 " + user + " " + system + " 0 0 20";
    }
}
