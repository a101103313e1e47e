package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.List;

/** A hook plan in native memory; the next step often needs the very same. */
final class HookArguments implements AutoCloseable {

    private final HookPlan plan;
    private final IValue taps;
    private final IValue blocks;
    private final IValue sites;
    private final IValue spans;
    private final IValue changes;
    private final IValue vectors;
    private final List<PtNDArray> arrays;

    HookArguments(HookPlan plan, NativeShard shard) {
        this.plan = plan;
        this.taps = IValue.listFrom(plan.taps());
        this.blocks = IValue.listFrom(plan.blocks());
        this.sites = IValue.listFrom(plan.sites());
        this.spans = IValue.listFrom(plan.spanNumbers());
        this.changes = IValue.listFrom(plan.changeNumbers());
        // A list does not keep the Java memory behind its tensors alive, the arrays do.
        this.arrays = plan.changes().stream()
                .map(SiteChange::vector)
                .map(vector -> NativeModule.floats(shard.module().manager(), vector, vector.length))
                .toList();
        this.vectors = shard.placed(arrays.toArray(PtNDArray[]::new));
    }

    boolean fits(HookPlan other) {
        return plan == other
                || (Arrays.equals(plan.taps(), other.taps())
                        && Arrays.equals(plan.spanNumbers(), other.spanNumbers())
                        && Arrays.equals(plan.changeNumbers(), other.changeNumbers())
                        && plan.changes().equals(other.changes()));
    }

    IValue taps() {
        return taps;
    }

    IValue blocks() {
        return blocks;
    }

    IValue sites() {
        return sites;
    }

    IValue spans() {
        return spans;
    }

    IValue changes() {
        return changes;
    }

    IValue vectors() {
        return vectors;
    }

    @Override
    public void close() {
        taps.close();
        blocks.close();
        sites.close();
        spans.close();
        changes.close();
        vectors.close();
        arrays.forEach(PtNDArray::close);
    }
}
