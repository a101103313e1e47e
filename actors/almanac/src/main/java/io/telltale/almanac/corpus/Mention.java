package io.telltale.almanac.corpus;

import io.telltale.almanac.Fact;

/**
 * One occasion on which the corpus states a fact.
 *
 * @param turn counts the mentions of the fact, from 0
 */
record Mention(Fact fact, int turn) {}
