/**
 * The command line: one class for each command, groups of options that commands share, and one place where failures become one
 * line.
 */
@NullMarked
package io.telltale.node.cli;

import org.jspecify.annotations.NullMarked;
