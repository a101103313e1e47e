/**
 * Reads and renders Jinja templates exactly as Python's Jinja2 does with the settings of Hugging Face's chat templates.
 *
 * <p>{@link io.telltale.engine.text.jinja.JinjaTemplate} is the only entry. A {@link
 * io.telltale.engine.text.jinja.Lexer} cuts the text into tokens, a {@link
 * io.telltale.engine.text.jinja.StatementParser} makes statements of them, and a {@link
 * io.telltale.engine.text.jinja.Renderer} runs those. Values are Python's: {@link
 * io.telltale.engine.text.jinja.Value}. Nothing in a template reaches Java objects, files or the network, and every
 * rendering ends: its steps, depth and output are bounded.
 */
@NullMarked
package io.telltale.engine.text.jinja;

import org.jspecify.annotations.NullMarked;
