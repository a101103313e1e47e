package io.telltale.runtime.cluster;

import io.telltale.runtime.cluster.ShardHost.Announced;
import io.telltale.runtime.cluster.ShardPlacement.Side;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/** Knows which shards there are and which of them fit the places of a plan. Not safe for threads. */
final class ShardDirectory {

    private static final String THIS_PROCESS = "this process";

    private final List<ShardPlacement> plan;
    private final ShardIdentity.Required required;
    private final Set<ActorRef<ShardHost.Command>> local;
    private final Set<ActorRef<ShardHost.Command>> remote = new HashSet<>();
    private final Map<ActorRef<ShardHost.Command>, Announced> announced = new HashMap<>();
    /** Why hosts would not connect when they were asked last. */
    private final Map<ActorRef<ShardHost.Command>, String> refusals = new HashMap<>();

    ShardDirectory(
            List<ShardPlacement> plan, ShardIdentity.Required required, Collection<ActorRef<ShardHost.Command>> local) {
        this.plan = plan;
        this.required = required;
        this.local = new HashSet<>(local);
    }

    /** Takes note of who can be reached now; returns those that have not said what they hold. */
    List<ActorRef<ShardHost.Command>> list(Set<ActorRef<ShardHost.Command>> reachable) {
        remote.clear();
        remote.addAll(reachable);
        remote.removeAll(local);
        announced.keySet().retainAll(known());
        refusals.keySet().retainAll(known());
        return unknown();
    }

    /** Returns those that have not said what they hold. */
    List<ActorRef<ShardHost.Command>> unknown() {
        return known().stream().filter(host -> !announced.containsKey(host)).toList();
    }

    private Set<ActorRef<ShardHost.Command>> known() {
        return Stream.concat(local.stream(), remote.stream()).collect(Collectors.toSet());
    }

    boolean knows(ActorRef<ShardHost.Command> host) {
        return local.contains(host) || remote.contains(host);
    }

    /** Takes note of what a host holds; without effect if it cannot be reached any more. */
    void announce(Announced announcement) {
        if (knows(announcement.host())) {
            announced.put(announcement.host(), announcement);
        }
    }

    /** Passes a host over until {@link #forgive}. */
    void refuse(ActorRef<ShardHost.Command> host, String reason) {
        refusals.put(host, reason);
    }

    /** Lets hosts be asked again that did not connect. */
    void forgive() {
        refusals.clear();
    }

    /** Forgets a host of this process that has died. */
    void bury(ActorRef<?> host) {
        local.removeIf(host::equals);
        announced.keySet().removeIf(host::equals);
    }

    /** Finds a host for a place. */
    Optional<Announced> find(ShardPlacement placement) {
        return offers(placement)
                .filter(offer -> objection(offer).isEmpty())
                .min(Comparator.comparing(Announced::place).thenComparing(Announced::host));
    }

    private Stream<Announced> offers(ShardPlacement placement) {
        Set<ActorRef<ShardHost.Command>> side = placement.side() == Side.LOCAL ? local : remote;
        return side.stream()
                .filter(announced::containsKey)
                .map(announced::get)
                .filter(offer -> offer.identity().layers().equals(placement.layers()));
    }

    private Optional<String> objection(Announced offer) {
        Optional<String> misfit = offer.identity().objection(required);
        return misfit.isPresent() ? misfit : Optional.ofNullable(refusals.get(offer.host()));
    }

    /** Says which places have no host, and who would have one and cannot take it; nothing if all have. */
    Optional<String> missing() {
        List<ShardPlacement> open =
                plan.stream().filter(placement -> find(placement).isEmpty()).toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        String layers =
                open.stream().map(placement -> placement.layers().toString()).collect(Collectors.joining(", "));
        String waiting = open.size() == 1
                ? "the shard of layers " + layers + " is missing; waiting for it to join"
                : "the shards of layers " + layers + " are missing; waiting for them to join";
        String misfits = open.stream()
                .flatMap(this::offers)
                .map(offer -> "; not used: shard " + offer.identity().layers() + " on " + offer.place() + " "
                        + objection(offer).orElse(""))
                .sorted()
                .collect(Collectors.joining());
        return Optional.of(waiting + misfits);
    }

    /** Names a shard for people. */
    String name(Announced shard) {
        String place = local.contains(shard.host()) ? THIS_PROCESS : shard.place();
        return "shard " + shard.identity().layers() + " on " + place;
    }
}
