/**
 * Turns TorchScript source text into a module that DJL can load, without Python.
 *
 * <p>Model code is kept as text; {@link io.telltale.engine.torchscript.TorchScriptArchive} packs it into the small zip
 * archive that libtorch reads. A loaded module holds no parameters: weights
 * lie in objects of the text's own classes, which its methods make and take.
 */
@NullMarked
package io.telltale.engine.torchscript;

import org.jspecify.annotations.NullMarked;
