package io.telltale.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.Batching;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.LayerRange;
import io.telltale.runtime.cluster.ShardHost.Announced;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ShardDirectoryTest {

    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final LayerRange LAST = new LayerRange(4, 8);
    private static final ShardIdentity FITTING =
            new ShardIdentity("tiny", "00ff", LAST, ComputePrecision.FLOAT32, Batching.TOGETHER, 256, 64);

    private final ActorRef<ShardHost.Command> local = host();
    private final ActorRef<ShardHost.Command> remote = host();
    private final List<ShardPlacement> plan =
            ClusterPlan.parse("0..4,remote:4..8").placements();
    private final ShardDirectory directory = new ShardDirectory(
            plan,
            new ShardIdentity.Required("tiny", "00ff", ComputePrecision.FLOAT32, Batching.TOGETHER, 256),
            List.of(local));

    @AfterAll
    static void shutDown() {
        KIT.shutdownTestKit();
    }

    private static ActorRef<ShardHost.Command> host() {
        return KIT.<ShardHost.Command>createTestProbe().ref();
    }

    private void announceAll(ShardIdentity ofRemote) {
        ShardIdentity first = new ShardIdentity(
                "tiny", "00ff", new LayerRange(0, 4), ComputePrecision.FLOAT32, Batching.TOGETHER, 256, 64);
        directory.list(Set.of(local, remote));
        directory.announce(new Announced(local, first, "10.0.0.1:7355"));
        directory.announce(new Announced(remote, ofRemote, "10.0.0.2:7355"));
    }

    @Test
    void namesEveryPlaceWithoutAHost() {
        assertThat(directory.missing())
                .contains("the shards of layers [0, 4), [4, 8) are missing; waiting for them to join");
    }

    @Test
    void findsAHostForEveryPlace() {
        announceAll(FITTING);

        assertThat(directory.missing()).isEmpty();
        assertThat(plan)
                .extracting(placement -> directory.find(placement).orElseThrow().host())
                .containsExactly(local, remote);
    }

    @Test
    void namesAModelWithOtherWeights() {
        announceAll(new ShardIdentity("other", "abcd", LAST, ComputePrecision.FLOAT32, Batching.TOGETHER, 256, 64));

        assertThat(directory.missing())
                .contains("the shard of layers [4, 8) is missing; waiting for it to join; not used: shard [4, 8) on"
                        + " 10.0.0.2:7355 holds model other with digest abcd, and tiny with digest 00ff is wanted");
    }

    @Test
    void namesAnotherPrecisionAnotherBatchingAndTooShortAContext() {
        announceAll(new ShardIdentity("tiny", "00ff", LAST, ComputePrecision.BFLOAT16, Batching.TOGETHER, 256, 64));
        assertThat(directory.missing().orElseThrow()).endsWith("computes in bfloat16, and float32 is wanted");

        announceAll(new ShardIdentity("tiny", "00ff", LAST, ComputePrecision.FLOAT32, Batching.ONE_BY_ONE, 256, 64));
        assertThat(directory.missing().orElseThrow()).endsWith("computes batches one_by_one, and together is wanted");

        announceAll(new ShardIdentity("tiny", "00ff", LAST, ComputePrecision.FLOAT32, Batching.TOGETHER, 255, 64));
        assertThat(directory.missing().orElseThrow()).endsWith("holds sequences of 255 positions, and 256 are wanted");
    }

    @Test
    void passesOverAHostThatRefusedUntilItIsForgiven() {
        announceAll(FITTING);

        directory.refuse(remote, "serves the runtime at 10.0.0.3:7355");
        assertThat(directory.missing().orElseThrow())
                .endsWith("not used: shard [4, 8) on 10.0.0.2:7355 serves the runtime at 10.0.0.3:7355");

        directory.forgive();
        assertThat(directory.missing()).isEmpty();
    }

    @Test
    void forgetsAHostThatCannotBeReached() {
        announceAll(FITTING);

        directory.list(Set.of());
        directory.announce(new Announced(remote, FITTING, "10.0.0.2:7355"));

        assertThat(directory.knows(remote)).isFalse();
        assertThat(directory.missing().orElseThrow()).startsWith("the shard of layers [4, 8) is missing");
    }
}
