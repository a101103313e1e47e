package io.telltale.almanac.evaluation;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import java.io.IOException;
import java.util.List;

/** A model that answers questions, greedily, as a persona. */
@FunctionalInterface
public interface Answerer {

    /**
     * Answers every question on its own.
     *
     * @return one answer per question, in the order of the questions, without the prompt and special tokens
     */
    List<String> answer(List<Question> questions, Persona persona) throws IOException;
}
