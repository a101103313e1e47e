/** Reads the settings of a node from HOCON and refuses what it does not know; {@code reference.conf} documents every key. */
@NullMarked
package io.telltale.node.config;

import org.jspecify.annotations.NullMarked;
