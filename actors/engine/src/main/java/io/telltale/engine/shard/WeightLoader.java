package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.StoredWeight;
import io.telltale.engine.checkpoint.TensorSpec;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.StoredFormat;
import io.telltale.engine.safetensors.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings stored weights into native memory: mapped where they are stored as they are computed with, else converted. */
final class WeightLoader implements AutoCloseable {

    private final NativeModule module;
    private final Checkpoint checkpoint;
    private final int dtype;
    private final Map<MappedAs, IValue> files = new HashMap<>();
    private final Map<String, PtNDArray> loaded = new HashMap<>();

    private record MappedAs(Path path, StoredFormat format) {}

    /**
     * @param dtype libtorch's number of the format to compute in
     */
    WeightLoader(NativeModule module, Checkpoint checkpoint, int dtype) {
        this.module = module;
        this.checkpoint = checkpoint;
        this.dtype = dtype;
    }

    /** Loads weights that are used as they are stored; one that is asked for twice is loaded once. */
    PtNDArray[] load(List<TensorSpec> weights) {
        return weights.stream()
                .map(weight -> loaded.computeIfAbsent(weight.name(), name -> load(weight, module.manager())))
                .toArray(PtNDArray[]::new);
    }

    /** Loads the weights of one block and lets the architecture arrange them. */
    PtNDArray[] loadBlock(List<TensorSpec> weights) {
        try (PtNDManager stored = module.newStepManager();
                IValue list = IValue.listFrom(
                        weights.stream().map(weight -> load(weight, stored)).toArray(PtNDArray[]::new));
                IValue prepared = module.call("prepare", list)) {
            return prepared.toTensorArray(module.manager());
        }
    }

    private PtNDArray load(TensorSpec weight, PtNDManager owner) {
        StoredWeight stored = checkpoint.stored(weight);
        checkUnchanged(stored.file());
        TensorEntry entry = stored.entry();
        return entry.begin() % entry.format().sizeBytes() == 0 ? cut(stored, owner) : copy(stored, owner);
    }

    private PtNDArray cut(StoredWeight stored, PtNDManager owner) {
        TensorEntry entry = stored.entry();
        long size = entry.format().sizeBytes();
        IValue file = files.computeIfAbsent(new MappedAs(stored.file().path(), entry.format()), this::map);
        try (IValue first = IValue.from(entry.begin() / size);
                IValue after = IValue.from(entry.end() / size);
                IValue shape = IValue.listFrom(shape(entry));
                IValue format = IValue.from((long) dtype);
                IValue tensor = module.call("cut", file, first, after, shape, format)) {
            return tensor.toTensor(owner);
        }
    }

    /** A tensor that does not begin at a multiple of its number size cannot be seen in the mapped file. */
    private PtNDArray copy(StoredWeight stored, PtNDManager owner) {
        float[] values = stored.file().read(stored.entry().name()).toArray();
        try (PtNDManager temporary = module.newStepManager();
                IValue read = IValue.from(NativeModule.floats(temporary, values, shape(stored.entry())));
                IValue format = IValue.from((long) dtype);
                IValue tensor = module.call("convert", read, format)) {
            return tensor.toTensor(owner);
        }
    }

    private IValue map(MappedAs mapping) {
        try (IValue path = IValue.from(mapping.path().toString());
                IValue elements = IValue.from(
                        Files.size(mapping.path()) / mapping.format().sizeBytes());
                IValue format = IValue.from((long) libtorchType(mapping.format()))) {
            return module.call("map_file", path, elements, format);
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + mapping.path() + ": " + failed.getMessage(), failed);
        }
    }

    /** Reading a mapped file behind its end would end the process. */
    private static void checkUnchanged(SafetensorsFile file) {
        try {
            if (Files.size(file.path()) != file.sizeBytes()) {
                throw new EngineException(
                        Code.WEIGHTS_CORRUPT, file.path() + " has changed since the checkpoint was opened");
            }
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + file.path() + ": " + failed.getMessage(), failed);
        }
    }

    private static long[] shape(TensorEntry entry) {
        return entry.shape().stream().mapToLong(Long::longValue).toArray();
    }

    /** The mapping itself takes the format by number, because DJL aborts the process over bfloat16. */
    private static int libtorchType(StoredFormat format) {
        return switch (format) {
            case F16 -> LibtorchType.FLOAT16;
            case F32 -> LibtorchType.FLOAT32;
            case BF16 -> LibtorchType.BFLOAT16;
            default -> throw new IllegalStateException("not a format of weights: " + format);
        };
    }

    /** Lets go of the files; tensors cut out of one keep its mapping alive. */
    @Override
    public void close() {
        files.values().forEach(IValue::close);
    }
}
