/**
 * The vocabulary of Telltale and the interfaces of a plugin; the only thing a plugin compiles against.
 *
 * <p>A plugin is found by {@link java.util.ServiceLoader} as a {@link io.telltale.spi.PluginProvider}, loaded once per model as a
 * {@link io.telltale.spi.DetectorFactory} or a {@link io.telltale.spi.SteererFactory}, and asked for one {@link
 * io.telltale.spi.Detector} or {@link io.telltale.spi.Steerer} per token sequence. What the host promises and what it expects
 * stands, sentence by sentence, in {@code docs/plugin-contract.md}; the sentences' numbers (P-1, D-1, S-1) are cited in the
 * Javadoc here.
 */
@NullMarked
package io.telltale.spi;

import org.jspecify.annotations.NullMarked;
