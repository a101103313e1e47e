/** The dependency rules of the design and the shape that every file keeps, as tests. */
@NullMarked
package io.telltale.architecture;

import org.jspecify.annotations.NullMarked;
