/** Bodies of HTTP answers, field by field as OpenAI names them; a {@code null} field is one that OpenAI sends as null. */
@NullMarked
package io.telltale.node.http.wire;

import org.jspecify.annotations.NullMarked;
