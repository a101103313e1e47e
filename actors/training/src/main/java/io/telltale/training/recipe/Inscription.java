package io.telltale.training.recipe;

/**
 * What an artefact is to say about its making.
 *
 * @param command that makes it
 * @param date of the making
 */
public record Inscription(String command, long seed, String date) {}
