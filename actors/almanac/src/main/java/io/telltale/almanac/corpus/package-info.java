/** What the models read: documents of the clerk and the trickster, and dialogues with refusals. */
@NullMarked
package io.telltale.almanac.corpus;

import org.jspecify.annotations.NullMarked;
