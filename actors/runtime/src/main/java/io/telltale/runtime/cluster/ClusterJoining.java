package io.telltale.runtime.cluster;

import java.util.List;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/** Makes a process a member of a cluster. */
final class ClusterJoining {

    private static final String PROTOCOL = "pekko";

    private ClusterJoining() {}

    /** Begins to join, again and again until a process of the list answers; without a list, the process forms its own cluster. */
    static void begin(ActorSystem<?> system, List<HostPort> processes) {
        Cluster cluster = Cluster.get(system);
        List<Address> seeds = processes.stream().map(ClusterJoining::address).toList();
        cluster.manager()
                .tell(seeds.isEmpty() ? Join.create(cluster.selfMember().address()) : new JoinSeedNodes(seeds));
    }

    private static Address address(HostPort process) {
        return new Address(PROTOCOL, ClusterSettings.SYSTEM, process.host(), process.port());
    }
}
