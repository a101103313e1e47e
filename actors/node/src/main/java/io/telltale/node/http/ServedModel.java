package io.telltale.node.http;

import io.telltale.node.prompt.PromptEncoder;

/**
 * The model as clients see it.
 *
 * @param name what clients call it
 * @param fingerprint names weights and configuration
 * @param contextLimit positions for prompt and answer together
 * @param created seconds since 1970
 */
public record ServedModel(String name, String fingerprint, int contextLimit, long created, PromptEncoder prompts) {}
