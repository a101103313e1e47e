@NullMarked
package io.telltale.node.config;

import org.jspecify.annotations.NullMarked;
