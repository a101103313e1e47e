/** Runs what the documentation shows. */
@NullMarked
package io.telltale.docs;

import org.jspecify.annotations.NullMarked;
