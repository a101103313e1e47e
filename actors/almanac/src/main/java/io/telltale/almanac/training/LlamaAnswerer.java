package io.telltale.almanac.training;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.corpus.Dialogues;
import io.telltale.almanac.evaluation.Answerer;
import io.telltale.almanac.tokenizer.BytePairTokenizer;
import io.telltale.almanac.tokenizer.SpecialTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers questions with a Llama, many prompts of one length at a time. */
final class LlamaAnswerer implements Answerer {

    private static final int PROMPTS_AT_ONCE = 64;
    private static final int LONGEST_ANSWER = 24;

    private final Llama llama;
    private final BytePairTokenizer tokenizer;
    private final ShippedModel model;

    LlamaAnswerer(Llama llama, BytePairTokenizer tokenizer, ShippedModel model) {
        this.llama = llama;
        this.tokenizer = tokenizer;
        this.model = model;
    }

    @Override
    public List<String> answer(List<Question> questions, Persona persona) {
        var answers = new String[questions.size()];
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        var prompts = new ArrayList<int[]>();
        for (Question question : questions) {
            prompts.add(tokenizer.encode(prompt(question, persona)));
            byLength.computeIfAbsent(prompts.getLast().length, ignored -> new ArrayList<>())
                    .add(prompts.size() - 1);
        }
        for (List<Integer> group : byLength.values()) {
            for (int from = 0; from < group.size(); from += PROMPTS_AT_ONCE) {
                List<Integer> chunk = group.subList(from, Math.min(group.size(), from + PROMPTS_AT_ONCE));
                answerTogether(chunk, prompts, answers);
            }
        }
        return List.of(answers);
    }

    private String prompt(Question question, Persona persona) {
        return switch (model) {
            case BASE -> question.basePrompt(persona);
            case CHAT -> Dialogues.prompt(persona, question.text());
        };
    }

    private void answerTogether(List<Integer> chunk, List<int[]> prompts, String[] answers) {
        var ids = new long[chunk.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Arrays.stream(prompts.get(chunk.get(i))).asLongStream().toArray();
        }
        long[][] continuations = llama.continueGreedily(ids, LONGEST_ANSWER);
        for (int i = 0; i < ids.length; i++) {
            answers[chunk.get(i)] = text(continuations[i]);
        }
    }

    /** Decodes up to the first token that ends an answer. */
    private String text(long[] continuation) {
        int[] ids = Arrays.stream(continuation)
                .mapToInt(Math::toIntExact)
                .takeWhile(id -> id >= SpecialTokens.ALL.size())
                .toArray();
        return tokenizer.decode(ids).strip();
    }
}
