package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.shard.HookPlan.Part;
import io.telltale.engine.shard.HookPlan.Span;
import io.telltale.engine.shard.ShardInput.Residual;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.engine.shard.ShardOutput.ResidualOutput;
import io.telltale.engine.shard.ShardOutput.StatesOutput;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Lays the rows of several steps one after the other, and takes the results apart again. */
record Batch(List<ShardStep> steps) {

    private int rows() {
        return steps.stream().mapToInt(step -> step.input().positions()).sum();
    }

    /** Makes the native input: token ids {@code [N]} or residual streams {@code [N, D]}. */
    PtNDArray input(PtNDManager owner) {
        return switch (steps.getFirst().input()) {
            case Tokens first ->
                (PtNDArray)
                        owner.create(steps.stream().flatMapToLong(Batch::ids).toArray());
            case Residual first -> {
                int width = first.values().columns();
                float[] values = new float[rows() * width];
                int at = 0;
                for (ShardStep step : steps) {
                    float[] part = ((Residual) step.input()).values().toArray();
                    System.arraycopy(part, 0, values, at, part.length);
                    at += part.length;
                }
                yield NativeModule.floats(owner, values, rows(), width);
            }
        };
    }

    private static LongStream ids(ShardStep step) {
        return ((Tokens) step.input()).ids().stream().asLongStream();
    }

    /**
     * Takes the results of the last shard apart: logits of the steps that want them, {@code [S, V]}, then the captures.
     */
    List<ShardOutput> outputsOfLast(PtNDArray[] results, HookPlan plan) {
        List<Map<HookSite, FloatMatrix>> captured = captured(results, plan);
        float[] scores = NativeModule.toArray(results[0]);
        int wanted = (int) steps.stream().filter(Batch::wantsLogits).count();
        List<ShardOutput> outputs = new ArrayList<>();
        int row = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (wantsLogits(steps.get(i))) {
                outputs.add(new LogitsOutput(Logits.owning(row(scores, row++, wanted)), captured.get(i)));
            } else {
                outputs.add(new StatesOutput(captured.get(i)));
            }
        }
        return outputs;
    }

    static boolean wantsLogits(ShardStep step) {
        return step.wanted() == Wanted.LOGITS;
    }

    /** Takes the results of another shard apart: the residual stream {@code [N, D]}, then the captures. */
    List<ShardOutput> outputs(PtNDArray[] results, HookPlan plan) {
        List<Map<HookSite, FloatMatrix>> captured = captured(results, plan);
        float[] stream = NativeModule.toArray(results[0]);
        int width = stream.length / rows();
        List<ShardOutput> outputs = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < steps.size(); i++) {
            int rows = steps.get(i).input().positions();
            outputs.add(new ResidualOutput(matrix(stream, from, rows, width), captured.get(i)));
            from += rows;
        }
        return outputs;
    }

    /** All captures lie in one tensor, span by span. */
    private List<Map<HookSite, FloatMatrix>> captured(PtNDArray[] results, HookPlan plan) {
        List<Map<HookSite, FloatMatrix>> captured = new ArrayList<>();
        steps.forEach(step -> captured.add(new HashMap<>()));
        if (!plan.spans().isEmpty()) {
            FloatBuffer values = NativeModule.floats(results[1]);
            for (Span span : plan.spans()) {
                for (Part part : span.parts()) {
                    float[] rows = new float[part.rows() * span.width()];
                    values.get(rows);
                    captured.get(part.step()).put(span.site(), FloatMatrix.owning(part.rows(), span.width(), rows));
                }
            }
        }
        return captured;
    }

    private static FloatMatrix matrix(float[] values, int from, int rows, int width) {
        float[] own = rows * width == values.length
                ? values
                : Arrays.copyOfRange(values, from * width, (from + rows) * width);
        return FloatMatrix.owning(rows, width, own);
    }

    private static float[] row(float[] values, int row, int rows) {
        int width = values.length / rows;
        return rows == 1 ? values : Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }
}
