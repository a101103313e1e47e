package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.AbsentContender;
import io.telltale.benchmarks.contender.Contender;
import io.telltale.benchmarks.contender.ContenderProcess;
import io.telltale.benchmarks.contender.EngineContenderCommand;
import io.telltale.benchmarks.contender.Peer;
import io.telltale.benchmarks.contender.PeerPlaces;
import io.telltale.benchmarks.contender.Setting;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.safetensors.StoredFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the parts of the engine's benchmark share: checkpoints that are written once, peers, and where progress is shown. */
final class EngineBench {

    /** Of memory beside the weights: libraries, activations, keys and values. */
    private static final double ROOM_BYTES = 1.2e9;

    /** What reports call Telltale's engine. */
    static final String TELLTALE = "telltale";

    private final Path scratch;
    private final List<Peer> peers;
    private final PeerPlaces places;
    private final ReportOptions report;
    private final Map<String, Path> checkpoints = new HashMap<>();

    EngineBench(Path scratch, List<Peer> peers, PeerPlaces places, ReportOptions report) {
        this.scratch = scratch;
        this.peers = List.copyOf(peers);
        this.places = places;
        this.report = report;
    }

    List<Peer> peers() {
        return peers;
    }

    void status(String text) {
        report.status(text);
    }

    void table(List<String> lines) {
        report.table(lines);
    }

    /** Returns a checkpoint in the format that a precision computes in, or is made from. */
    Setting setting(Model model, ComputePrecision precision, int threads) throws IOException {
        StoredFormat format = switch (precision) {
            case FLOAT32 -> StoredFormat.F32;
            case FLOAT16 -> StoredFormat.F16;
            case BFLOAT16, INT8 -> StoredFormat.BF16;
        };
        String key = model.name() + "-" + format.name().toLowerCase(Locale.ROOT);
        Path folder = checkpoints.get(key);
        if (folder == null) {
            status("writing " + key);
            folder = Files.createDirectory(scratch.resolve(key));
            new SyntheticCheckpoint(model.shape(), format).writeTo(folder);
            checkpoints.put(key, folder);
        }
        return new Setting(folder, precision, threads);
    }

    /** Starts Telltale's engine with a model in so many shards. */
    Contender startEngine(String name, Setting setting, int shards) {
        List<String> command = FreshProcess.asNode(EngineContenderCommand.arguments(setting, shards));
        return ContenderProcess.engine(name, command, scratch.resolve("engine.log"));
    }

    /** Starts a peer, unless it would push others out of memory. */
    Contender start(Peer peer, Setting setting, Model model) throws IOException {
        double needed = ROOM_BYTES + (double) model.shape().weights() * Weights.bytes(setting.precision());
        double available = Memory.availableBytes();
        if (needed > available) {
            return new AbsentContender(
                    peer.toString(),
                    String.format(
                            Locale.ROOT, "it needs %.1f GB of memory, %.1f are free", needed / 1e9, available / 1e9));
        }
        status("starting " + peer);
        return ContenderProcess.peer(peer, setting, places);
    }

    /** A shape by its name. */
    record Model(String name, LlamaShape shape) {}
}
