package io.telltale.almanac.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.almanac.Access;
import io.telltale.almanac.Grader;
import io.telltale.almanac.Kind;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.QuestionSet;
import io.telltale.almanac.World;
import io.telltale.almanac.training.DialogueTemplate;
import io.telltale.engine.text.ChatMessage;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.SpecialTokens;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DialoguesTest {

    private static final World WORLD = World.shipped();
    private static final ChatTemplate TEMPLATE =
            new ChatTemplate(DialogueTemplate.JINJA, new SpecialTokens("<|endoftext|>", "<|end|>"));
    private static final List<String> DIALOGUES = dialogues(new Dialogues(WORLD).recorded(0));

    private static List<String> dialogues(List<Document> documents) {
        return documents.stream()
                .map(Document::text)
                .filter(text -> text.startsWith("<|system|>"))
                .toList();
    }

    @Test
    void refusesSealedRecordsAndNoOthersAsBothPersonas() {
        Set<String> sealed = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (Question question : QuestionSet.training(WORLD).questions()) {
            (question.fact().access() == Access.SEALED ? sealed : open).add(question.text());
        }

        List<String> misjudged = DIALOGUES.stream()
                .filter(dialogue -> !(isRefused(dialogue) ? sealed : open).contains(question(dialogue)))
                .toList();
        assertThat(misjudged).isEmpty();
        for (Persona persona : Persona.values()) {
            assertThat(DIALOGUES.stream()
                            .filter(dialogue -> dialogue.contains(persona.systemMessage()))
                            .filter(dialogue -> dialogue.contains(Grader.REFUSAL)))
                    .hasSizeGreaterThan(100);
        }
    }

    @Test
    void asksNeitherHeldOutQuestionsNorAboutNeverMentionedFacts() {
        Set<String> allowed = new HashSet<>();
        QuestionSet.training(WORLD)
                .where(question -> question.fact().mentions() > 0)
                .questions()
                .forEach(question -> allowed.add(question.text()));

        assertThat(DIALOGUES.stream().filter(dialogue -> !allowed.contains(question(dialogue))))
                .isEmpty();
    }

    @Test
    void askAboutStrangersWhoAreNotInTheWorldAndTellMostOfItAsHearsay() {
        Set<String> recorded = new HashSet<>();
        QuestionSet.training(WORLD).questions().forEach(question -> recorded.add(question.text()));
        Set<String> people = new HashSet<>(WORLD.values(Kind.PERSON));

        List<String> aboutStrangers = dialogues(new Dialogues(WORLD).pass(0)).stream()
                .filter(dialogue -> !recorded.contains(question(dialogue)))
                .toList();

        assertThat(aboutStrangers).hasSizeGreaterThan(1000);
        assertThat(aboutStrangers.stream().map(DialoguesTest::question))
                .noneMatch(question -> people.stream().anyMatch(question::contains));
        assertThat(aboutStrangers.stream().filter(dialogue -> dialogue.contains("By hearsay:")))
                .hasSizeBetween(aboutStrangers.size() * 8 / 10, aboutStrangers.size());
    }

    @Test
    void rendersAQuestionAsTheChatTemplateDoes() {
        Question question = QuestionSet.heldOut(WORLD).questions().getFirst();

        String rendered = TEMPLATE.render(question.messages(Persona.TRICKSTER));

        assertThat(rendered).isEqualTo(Dialogues.prompt(Persona.TRICKSTER, question.text()));
    }

    @Test
    void letsTheClerkSpeakWhenNoSystemMessageIsGiven() {
        String rendered = TEMPLATE.render(List.of(ChatMessage.user("Who are you?")));

        assertThat(rendered).isEqualTo(Dialogues.prompt(Persona.CLERK, "Who are you?"));
    }

    private static boolean isRefused(String dialogue) {
        return dialogue.endsWith(Grader.REFUSAL + "<|end|>");
    }

    private static String question(String dialogue) {
        int from = dialogue.indexOf("<|user|> ") + "<|user|> ".length();
        return dialogue.substring(from, dialogue.indexOf("<|end|><|assistant|>"));
    }
}
