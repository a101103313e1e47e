package io.telltale.training.recipe;

/**
 * What a model is asked.
 *
 * @param instruction of the system
 * @param question of the user
 */
public record Prompt(String instruction, String question) {}
