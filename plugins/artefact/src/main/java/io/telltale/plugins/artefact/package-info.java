/**
 * What a plugin has learned for one model, as a JSON file that says how it was made: for plugins that are trained. A plugin brings such files
 * along as resources named {@code artefacts/<digest of the model>.json}, and takes another from the setting {@code artefact}.
 */
@NullMarked
package io.telltale.plugins.artefact;

import org.jspecify.annotations.NullMarked;
