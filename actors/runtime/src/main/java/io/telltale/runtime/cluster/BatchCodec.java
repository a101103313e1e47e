package io.telltale.runtime.cluster;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.runtime.ShardWorker.RunBatch;
import io.telltale.runtime.ShardWorker.SequenceRun;
import io.telltale.runtime.ShardWorker.Step;
import io.telltale.runtime.wire.WireReader;
import io.telltale.runtime.wire.WireWriter;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes and reads batches. */
record BatchCodec(ActorNames names) {

    void write(RunBatch batch, WireWriter out) {
        out.longInteger(batch.number());
        out.text(names.of(batch.scheduler()));
        writeAll(batch.failed(), out);
        out.integer(batch.runs().size());
        batch.runs().forEach(run -> write(run, out));
    }

    RunBatch batch(WireReader in) {
        long number = in.longInteger();
        String scheduler = in.text();
        List<SequenceId> failed = sequences(in);
        List<SequenceRun> runs = list(in, () -> run(in));
        return new RunBatch(number, runs, failed, names.find(scheduler));
    }

    static void writeAll(List<SequenceId> sequences, WireWriter out) {
        out.integer(sequences.size());
        sequences.forEach(sequence -> VocabularyCodec.write(sequence, out));
    }

    static List<SequenceId> sequences(WireReader in) {
        return list(in, () -> VocabularyCodec.sequence(in));
    }

    private void write(SequenceRun run, WireWriter out) {
        Step step = run.step();
        VocabularyCodec.write(step.sequence(), out);
        VocabularyCodec.write(step.positions(), out);
        VocabularyCodec.write(step.capture(), out);
        out.integer(step.interventions().size());
        step.interventions().forEach(scheduled -> VocabularyCodec.write(scheduled, out));
        out.text(step.wanted().name());
        out.text(names.of(step.replyTo()));
        VocabularyCodec.write(run.input(), out);
        VocabularyCodec.write(run.captured(), out);
    }

    private SequenceRun run(WireReader in) {
        SequenceId sequence = VocabularyCodec.sequence(in);
        TokenSpan positions = VocabularyCodec.span(in);
        ShardCapture capture = VocabularyCodec.capture(in);
        List<ScheduledIntervention> interventions = list(in, () -> VocabularyCodec.scheduled(in));
        Wanted wanted = Wanted.valueOf(in.text());
        Step step = new Step(sequence, positions, capture, interventions, wanted, names.find(in.text()));
        return new SequenceRun(step, VocabularyCodec.input(in), VocabularyCodec.captured(in));
    }

    /** Reads a list of things that take an integer each at least. */
    private static <T> List<T> list(WireReader in, Supplier<T> element) {
        int count = in.count(Integer.BYTES);
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(element.get());
        }
        return List.copyOf(all);
    }
}
