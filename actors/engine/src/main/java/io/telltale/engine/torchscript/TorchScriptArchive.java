package io.telltale.engine.torchscript;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * TorchScript methods packed into the archive format of libtorch, in memory.
 *
 * <p>The archive holds one module of class {@code M} without parameters or buffers. Its source text is in the dialect
 * that libtorch serialises: every method is indented by two spaces and names its receiver's type, as in
 * {@code def twice(self: __torch__.M, x: Tensor) -> Tensor:}. Instances are immutable.
 */
public final class TorchScriptArchive {

    private static final String CLASS_HEADER = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private static final String FORMAT_VERSION = "10\n";

    private final byte[] content;

    private TorchScriptArchive(byte[] content) {
        this.content = content;
    }

    /**
     * Packs methods into an archive. The text is compiled only when the archive is loaded.
     *
     * @param methods one or more {@code def} blocks, each indented by two spaces
     * @throws IllegalArgumentException if the text holds no method on {@code __torch__.M}
     */
    public static TorchScriptArchive ofMethods(String methods) {
        return of("", methods);
    }

    /**
     * Packs methods and the classes that they use into an archive.
     *
     * @param classes {@code class} blocks, not indented; other text names them {@code __torch__.Name}
     * @param methods one or more {@code def} blocks, each indented by two spaces
     * @throws IllegalArgumentException if the text holds no method on {@code __torch__.M}
     */
    public static TorchScriptArchive of(String classes, String methods) {
        if (!methods.contains("(self: __torch__.M")) {
            throw new IllegalArgumentException(
                    "no TorchScript method found: declare at least one as 'def name(self: __torch__.M, ...)'");
        }
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "m/data.pkl", emptyModulePickle());
            put(zip, "m/code/__torch__.py", utf8(classes + CLASS_HEADER + methods));
            put(zip, "m/constants.pkl", emptyTuplePickle());
            put(zip, "m/version", utf8(FORMAT_VERSION));
            put(zip, "m/byteorder", utf8("little"));
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return new TorchScriptArchive(bytes.toByteArray());
    }

    /** Opens the zip archive for reading from its start. */
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }

    /**
     * Compiles the methods and loads the module onto the manager's device; takes about 20 ms.
     *
     * @param manager a manager of the PyTorch engine; the returned block is closed with it
     * @throws ai.djl.engine.EngineException if the text does not compile
     */
    public PtSymbolBlock load(NDManager manager) {
        try {
            return JniUtils.loadModule((PtNDManager) manager, open(), true, false);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    /** Stores without compression, because libtorch maps the entries as they lie. */
    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        var checksum = new CRC32();
        checksum.update(bytes);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTime(0);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Pickles {@code __torch__.M} with the single attribute {@code training = False} (protocol 2). */
    private static byte[] emptyModulePickle() {
        byte[] attribute = utf8("training");
        var pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 2});
        pickle.writeBytes(utf8("c__torch__\nM\n)"));
        pickle.writeBytes(new byte[] {(byte) 0x81});
        pickle.writeBytes(utf8("}(X"));
        pickle.writeBytes(new byte[] {(byte) attribute.length, 0, 0, 0});
        pickle.writeBytes(attribute);
        pickle.writeBytes(new byte[] {(byte) 0x89});
        pickle.writeBytes(utf8("ub."));
        return pickle.toByteArray();
    }

    private static byte[] emptyTuplePickle() {
        return new byte[] {(byte) 0x80, 2, ')', '.'};
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
