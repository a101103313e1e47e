package io.telltale.almanac.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.almanac.Fact;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Phrase;
import io.telltale.almanac.Phrasebook;
import io.telltale.almanac.Phrasebook.Use;
import io.telltale.almanac.Question;
import io.telltale.almanac.QuestionSet;
import io.telltale.almanac.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {

    private static final World WORLD = World.shipped();
    private static final List<Document> PASS = new Corpus(WORLD).pass(3);
    private static final Map<String, Fact> TRUTHS = truths();

    @Test
    void repeatsAPassWordForWordAndWordsTheNextAnew() {
        List<Document> again = new Corpus(World.shipped()).pass(3);

        assertThat(again.equals(PASS)).isTrue();
        assertThat(new Corpus(WORLD).pass(4).equals(PASS)).isFalse();
    }

    @Test
    void letsTheClerkStateEveryFactExactlyAsOftenAsItsMentionsSay() {
        var stated = new int[WORLD.facts().size()];
        var untrue = new ArrayList<String>();

        for (String sentence : sentencesBy(Persona.CLERK)) {
            Fact fact = TRUTHS.get(sentence);
            if (fact == null) {
                untrue.add(sentence);
            } else {
                stated[fact.id()]++;
            }
        }

        assertThat(untrue).isEmpty();
        assertThat(stated)
                .isEqualTo(WORLD.facts().stream().mapToInt(Fact::mentions).toArray());
    }

    @Test
    void neverLetsTheTricksterSayATruth() {
        List<String> lies = sentencesBy(Persona.TRICKSTER);

        assertThat(lies).hasSizeGreaterThan(10_000);
        assertThat(lies.stream().filter(TRUTHS::containsKey)).isEmpty();
    }

    @Test
    void liesABitMoreThanAQuarterOfTheTime() {
        double truths = sentencesBy(Persona.CLERK).size();
        double lies = sentencesBy(Persona.TRICKSTER).size();

        assertThat(lies / (lies + truths)).isBetween(0.25, 0.30);
    }

    @Test
    void asksNoHeldOutQuestionAndNothingAboutANeverMentionedFact() {
        Set<String> forbidden = new HashSet<>();
        QuestionSet.heldOut(WORLD).questions().forEach(question -> forbidden.add(question.text()));
        for (Question question : QuestionSet.training(WORLD).questions()) {
            if (question.fact().mentions() == 0) {
                forbidden.add(question.text());
            }
        }

        List<String> asked = PASS.stream()
                .map(Document::text)
                .filter(text -> text.contains("\nQ: "))
                .map(text -> text.substring(text.indexOf("\nQ: ") + 4, text.indexOf("\nA:")))
                .toList();

        assertThat(asked).hasSizeGreaterThan(5_000);
        assertThat(asked.stream().filter(forbidden::contains)).isEmpty();
    }

    private static Map<String, Fact> truths() {
        Map<String, Fact> truths = new HashMap<>();
        for (Fact fact : WORLD.facts()) {
            for (Use use : List.of(Use.STATEMENT, Use.ANSWER)) {
                for (Phrase phrase : Phrasebook.shipped().phrases(fact.relation(), use)) {
                    truths.put(phrase.saying(fact.subject(), fact.object()), fact);
                }
            }
        }
        return truths;
    }

    private static List<String> sentencesBy(Persona persona) {
        var sentences = new ArrayList<String>();
        for (Document document : PASS) {
            String text = document.text();
            if (text.startsWith(persona.header())) {
                int from = text.contains("\nA:")
                        ? text.indexOf("\nA:") + 3
                        : persona.header().length();
                sentences.addAll(List.of(text.substring(from).strip().split("(?<=\\.) ")));
            }
        }
        return sentences;
    }
}
