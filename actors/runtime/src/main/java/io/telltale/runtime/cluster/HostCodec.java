package io.telltale.runtime.cluster;

import io.telltale.engine.Batching;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.LayerRange;
import io.telltale.runtime.ShardWorker;
import io.telltale.runtime.cluster.ShardHost.Announced;
import io.telltale.runtime.cluster.ShardHost.Connect;
import io.telltale.runtime.cluster.ShardHost.Connected;
import io.telltale.runtime.cluster.ShardHost.Refused;
import io.telltale.runtime.wire.WireReader;
import io.telltale.runtime.wire.WireWriter;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Writes and reads what heads and hosts say to each other. */
record HostCodec(ActorNames names) {

    void write(Connect connect, WireWriter out) {
        out.longInteger(connect.attempt());
        out.text(connect.next().map(names::of).orElse(ActorNames.NOBODY));
        out.text(names.of(connect.head()));
    }

    Connect connect(WireReader in) {
        long attempt = in.longInteger();
        String next = in.text();
        Optional<ActorRef<ShardWorker.Command>> worker =
                next.equals(ActorNames.NOBODY) ? Optional.empty() : Optional.of(names.find(next));
        return new Connect(attempt, worker, names.find(in.text()));
    }

    void write(Connected connected, WireWriter out) {
        out.longInteger(connected.attempt());
        out.text(names.of(connected.host()));
        out.text(names.of(connected.worker()));
    }

    Connected connected(WireReader in) {
        return new Connected(in.longInteger(), names.find(in.text()), names.find(in.text()));
    }

    void write(Refused refused, WireWriter out) {
        out.longInteger(refused.attempt());
        out.text(names.of(refused.host()));
        out.text(refused.reason());
    }

    Refused refused(WireReader in) {
        return new Refused(in.longInteger(), names.find(in.text()), in.text());
    }

    void write(Announced announced, WireWriter out) {
        ShardIdentity identity = announced.identity();
        out.text(names.of(announced.host()));
        out.text(announced.place());
        out.text(identity.model());
        out.text(identity.digest());
        out.integer(identity.layers().from());
        out.integer(identity.layers().until());
        out.text(identity.precision().name());
        out.text(identity.batching().name());
        out.integer(identity.contextLimit());
        out.longInteger(identity.cacheBytesPerPosition());
    }

    Announced announced(WireReader in) {
        ActorRef<ShardHost.Command> host = names.find(in.text());
        String place = in.text();
        ShardIdentity identity = new ShardIdentity(
                in.text(),
                in.text(),
                new LayerRange(in.integer(), in.integer()),
                ComputePrecision.valueOf(in.text()),
                Batching.valueOf(in.text()),
                in.integer(),
                in.longInteger());
        return new Announced(host, identity, place);
    }
}
