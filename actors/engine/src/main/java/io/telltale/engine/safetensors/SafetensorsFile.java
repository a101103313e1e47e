package io.telltale.engine.safetensors;

import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.spi.FloatMatrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A safetensors file whose header has been read and checked; its values stay on disk until they are asked for. */
public final class SafetensorsFile {

    private static final long COMPARED_BYTES = 64 << 20;

    private final Path path;
    private final long sizeBytes;
    private final Map<String, TensorEntry> entries;

    private SafetensorsFile(Path path, long sizeBytes, List<TensorEntry> entries) {
        this.path = path;
        this.sizeBytes = sizeBytes;
        this.entries = new LinkedHashMap<>();
        entries.forEach(entry -> this.entries.put(entry.name(), entry));
    }

    /**
     * Reads and checks the header.
     *
     * @throws EngineException if the file is absent, truncated or contradicts itself
     */
    public static SafetensorsFile open(Path path) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return new SafetensorsFile(path, file.size(), SafetensorsHeader.read(path, file));
        } catch (NoSuchFileException absent) {
            throw new EngineException(Code.NOT_FOUND, "there is no file " + path, absent);
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + path + ": " + failed.getMessage(), failed);
        }
    }

    public Path path() {
        return path;
    }

    /** Returns the length of the file when it was opened. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Returns the tensors in the order in which they lie. */
    public Collection<TensorEntry> entries() {
        return entries.values();
    }

    /** Returns whether the file holds a tensor of that name. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * Returns where a tensor lies.
     *
     * @throws EngineException if the file holds none of that name
     */
    public TensorEntry entry(String name) {
        TensorEntry entry = entries.get(name);
        if (entry == null) {
            throw new EngineException(Code.WEIGHTS_MISMATCH, path.getFileName() + " holds no tensor '" + name + "'");
        }
        return entry;
    }

    /**
     * Returns whether a tensor of this file and one of another, or of this one, are stored alike: format, shape and bytes.
     *
     * @throws EngineException if one of the files cannot be read
     */
    public boolean holdsSame(TensorEntry entry, SafetensorsFile otherFile, TensorEntry other) {
        if (entry.format() != other.format() || !entry.shape().equals(other.shape())) {
            return false;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
                FileChannel second = FileChannel.open(otherFile.path, StandardOpenOption.READ)) {
            long length = entry.end() - entry.begin();
            for (long done = 0; done < length; done += COMPARED_BYTES) {
                long part = Math.min(COMPARED_BYTES, length - done);
                ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, entry.begin() + done, part);
                if (bytes.mismatch(second.map(FileChannel.MapMode.READ_ONLY, other.begin() + done, part)) >= 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException failed) {
            throw new EngineException(
                    Code.IO, "cannot read " + path + " or " + otherFile.path + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Reads a tensor as float32, with its last dimension as columns and all others as rows.
     *
     * @throws EngineException if there is none of that name or it does not hold floating-point numbers
     */
    public FloatMatrix read(String name) {
        TensorEntry entry = entry(name);
        if (!entry.format().isWeightFormat() && entry.format() != StoredFormat.F64) {
            throw new EngineException(
                    Code.UNSUPPORTED, "tensor '" + name + "' holds " + entry.format() + ", not floating-point numbers");
        }
        int columns =
                entry.shape().isEmpty() ? 1 : Math.toIntExact(entry.shape().getLast());
        int elements = Math.toIntExact(entry.elements());
        return FloatMatrix.owning(columns == 0 ? 0 : elements / columns, columns, values(entry, elements));
    }

    private float[] values(TensorEntry entry, int elements) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, entry.begin(), entry.end() - entry.begin())
                    .order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[elements];
            for (int i = 0; i < elements; i++) {
                values[i] = entry.format().read(bytes, i * entry.format().sizeBytes());
            }
            return values;
        } catch (IOException failed) {
            throw new EngineException(Code.IO, "cannot read " + path + ": " + failed.getMessage(), failed);
        }
    }
}
