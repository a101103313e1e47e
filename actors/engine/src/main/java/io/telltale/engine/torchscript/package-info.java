/**
 * Turns TorchScript source text into a module that DJL can load, without Python.
 *
 * <p>Model code is kept as text; {@link io.telltale.engine.torchscript.TorchScriptArchive} packs it into the small zip
 * archive that libtorch reads. A loaded module holds no parameters: weights travel as arguments of its methods.
 */
@NullMarked
package io.telltale.engine.torchscript;

import org.jspecify.annotations.NullMarked;
