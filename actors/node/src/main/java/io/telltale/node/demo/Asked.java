package io.telltale.node.demo;

import io.telltale.almanac.Grade;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.spi.GenerationId;

/** A question that was answered. */
record Asked(GenerationId generation, Question question, Persona persona, String answer, Grade grade) {}
