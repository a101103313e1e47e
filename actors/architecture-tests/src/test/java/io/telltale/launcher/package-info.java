/** Runs the launcher {@code telltale} of the repository's root against a checkout that is made up. */
@NullMarked
package io.telltale.launcher;

import org.jspecify.annotations.NullMarked;
