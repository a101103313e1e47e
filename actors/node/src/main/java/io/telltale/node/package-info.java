/**
 * The program: what runs when someone types {@code telltale}. The only module that sees all others.
 *
 * <p>{@code cli} reads commands, {@code config} reads settings, {@code serving} puts a running node together, {@code http}
 * speaks to clients in OpenAI's form.
 */
@NullMarked
package io.telltale.node;

import org.jspecify.annotations.NullMarked;
