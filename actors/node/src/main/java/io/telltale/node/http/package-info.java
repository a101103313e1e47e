/**
 * The HTTP interface: OpenAI's completions and chat completions, so that clients made for it work unchanged.
 *
 * <p>{@code wire} holds the bodies as they travel. What a client sends is read field by field into an {@link
 * io.telltale.node.http.Order}, so that a refusal can name the field.
 */
@NullMarked
package io.telltale.node.http;

import org.jspecify.annotations.NullMarked;
