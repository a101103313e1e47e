package io.telltale.runtime.cluster;

import io.telltale.runtime.wire.ByteCounter;
import io.telltale.runtime.wire.ByteWriter;
import io.telltale.runtime.wire.WireFormat;
import io.telltale.runtime.wire.WireReader;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Makes bytes of what shards say to each other and to the head. Pekko makes it by its name in {@code telltale-cluster.conf}. */
public final class ShardMessageSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {

    private static final int IDENTIFIER = 7_203_101;

    private final MessageCodec codec;
    private final WireFormat format;

    public ShardMessageSerializer(ExtendedActorSystem system) {
        this.codec = new MessageCodec(new ActorNames(ActorRefResolver.get(Adapter.toTyped(system))));
        this.format = WireFormat.valueOf(system.settings().config().getString("telltale.wire-format"));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return MessageKind.of(message).manifest();
    }

    @Override
    public byte[] toBinary(Object message) {
        byte[] bytes = new byte[Math.toIntExact(size(message))];
        toBinary(message, ByteBuffer.wrap(bytes));
        return bytes;
    }

    @Override
    public void toBinary(Object message, ByteBuffer buffer) {
        codec.write(message, new ByteWriter(buffer, format));
    }

    /** Returns how many bytes a message takes. */
    long size(Object message) {
        ByteCounter counter = new ByteCounter(format);
        codec.write(message, counter);
        return counter.bytes();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return fromBinary(ByteBuffer.wrap(bytes), manifest);
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) throws NotSerializableException {
        MessageKind kind = MessageKind.named(manifest)
                .orElseThrow(() -> new NotSerializableException(
                        "unknown message '" + manifest + "': the processes of a cluster must run the same version"));
        try {
            return codec.read(kind, new WireReader(buffer));
        } catch (RuntimeException malformed) {
            throw new NotSerializableException("malformed message '" + manifest + "': " + malformed.getMessage());
        }
    }
}
