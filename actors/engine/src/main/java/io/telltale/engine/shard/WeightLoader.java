package io.telltale.engine.shard;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.architecture.Parameter;
import io.telltale.engine.architecture.Parameter.Matrix;
import io.telltale.engine.architecture.Parameter.Matrix.Orientation;
import io.telltale.engine.architecture.Parameter.Table;
import io.telltale.engine.architecture.Parameter.Vector;
import io.telltale.engine.architecture.TensorSpec;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.StoredWeight;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.safetensors.StoredFormat;
import io.telltale.engine.safetensors.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Brings stored weights into a native shard, one parameter at a time: each is mapped from its file, and what had to be
 * arranged or converted is copied before the mapping goes, so loading takes hardly more memory than the result.
 */
final class WeightLoader {

    private final NativeModule module;
    private final IValue shard;
    private final Checkpoint checkpoint;
    private final String matrixFormat;

    /**
     * @param shard takes the weights
     */
    WeightLoader(NativeModule module, IValue shard, Checkpoint checkpoint, String matrixFormat) {
        this.module = module;
        this.shard = shard;
        this.checkpoint = checkpoint;
        this.matrixFormat = matrixFormat;
    }

    /**
     * Loads the parameters of one place.
     *
     * @param place of the shard, as its TorchScript text counts them
     */
    void load(long place, List<Parameter> parameters) {
        parameters.forEach(parameter -> load(place, parameter));
        NativeHeap.trim();
    }

    private void load(long place, Parameter parameter) {
        try (PtNDManager stored = module.newStepManager();
                IValue at = IValue.from(place);
                IValue name = IValue.from(parameter.name())) {
            switch (parameter) {
                case Table table -> add("add_table", at, name, IValue.from(tensor(table.tensor(), stored)));
                case Vector vector ->
                    add(
                            "add_tensor",
                            at,
                            name,
                            IValue.from(tensor(vector.tensor(), stored)),
                            IValue.from(vector.plus()));
                case Matrix matrix ->
                    add(
                            "add_matrix",
                            at,
                            name,
                            tensors(matrix.weights(), stored),
                            tensors(matrix.biases(), stored),
                            IValue.from(matrix.orientation() == Orientation.INPUTS_FIRST ? 1L : 0L),
                            IValue.from(matrix.isRouter() ? NumberFormats.DENSE : matrixFormat));
            }
        }
    }

    private void add(String method, IValue at, IValue name, IValue... rest) {
        IValue[] arguments = new IValue[3 + rest.length];
        arguments[0] = shard;
        arguments[1] = at;
        arguments[2] = name;
        System.arraycopy(rest, 0, arguments, 3, rest.length);
        try {
            module.call(method, arguments).close();
        } finally {
            for (IValue argument : rest) {
                argument.close();
            }
        }
    }

    private IValue tensors(List<TensorSpec> specs, PtNDManager owner) {
        return IValue.listFrom(specs.stream().map(spec -> tensor(spec, owner)).toArray(PtNDArray[]::new));
    }

    private PtNDArray tensor(TensorSpec spec, PtNDManager owner) {
        StoredWeight stored = checkpoint.stored(spec);
        checkUnchanged(stored.file());
        TensorEntry entry = stored.entry();
        return entry.begin() % entry.format().sizeBytes() == 0 ? map(stored, owner) : copy(stored, owner);
    }

    private PtNDArray map(StoredWeight stored, PtNDManager owner) {
        TensorEntry entry = stored.entry();
        long size = entry.format().sizeBytes();
        try (IValue path = IValue.from(stored.file().path().toString());
                IValue elements = IValue.from(stored.file().sizeBytes() / size);
                IValue format = IValue.from((long) libtorchType(entry.format()));
                IValue first = IValue.from(entry.begin() / size);
                IValue after = IValue.from(entry.end() / size);
                IValue shape = IValue.listFrom(shape(entry));
                IValue tensor = module.call("mapped", path, elements, format, first, after, shape)) {
            return tensor.toTensor(owner);
        }
    }

    /** A tensor that does not begin at a multiple of its number size cannot be seen in the mapped file. */
    private PtNDArray copy(StoredWeight stored, PtNDManager owner) {
        float[] values = stored.file().read(stored.entry().name()).toArray();
        try (IValue inJava = IValue.from(NativeModule.floats(owner, values, shape(stored.entry())));
                IValue copied = module.call("copied", inJava)) {
            return copied.toTensor(owner);
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
}
