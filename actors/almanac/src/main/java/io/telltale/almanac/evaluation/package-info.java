/** Measures what a model knows of the Almanac and whether it meets the bars. */
@NullMarked
package io.telltale.almanac.evaluation;

import org.jspecify.annotations.NullMarked;
