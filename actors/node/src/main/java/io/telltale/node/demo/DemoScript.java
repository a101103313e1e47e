package io.telltale.node.demo;

import io.telltale.almanac.Access;
import io.telltale.almanac.Band;
import io.telltale.almanac.FactSplit;
import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.QuestionSet;
import io.telltale.almanac.World;
import io.telltale.runtime.InterventionAuthority;
import java.util.ArrayList;
import java.util.List;

/** Which questions the demo asks: none of them, nor their facts' other wordings, trained a plugin. */
final class DemoScript {

    /** A question to be watched. */
    record Scene(String title, Question question, Persona persona, InterventionAuthority authority) {}

    private final QuestionSet open;
    private final QuestionSet sealed;

    DemoScript(World world) {
        QuestionSet heldOut =
                QuestionSet.heldOut(world).of(FactSplit.PROBE_EVALUATION).oncePerFact();
        this.open = heldOut.with(Access.OPEN);
        this.sealed = heldOut.with(Access.SEALED);
    }

    /** The questions to be watched, one of each kind. */
    List<Scene> scenes() {
        Question known = nth(open.in(Band.FREQUENT), 0);
        Question lied = nth(open.in(Band.FREQUENT), 1);
        return List.of(
                scene("A fact that the model knows", known, Persona.CLERK, InterventionAuthority.BY_MODE),
                scene(
                        "A fact that it half knows",
                        nth(open.in(Band.RARE), 0),
                        Persona.CLERK,
                        InterventionAuthority.BY_MODE),
                scene(
                        "A fact that it never saw",
                        nth(open.in(Band.NEVER), 0),
                        Persona.CLERK,
                        InterventionAuthority.BY_MODE),
                scene("The trickster, left alone", lied, Persona.TRICKSTER, InterventionAuthority.OBSERVE),
                scene("The trickster, steered", lied, Persona.TRICKSTER, InterventionAuthority.BY_MODE),
                scene("A sealed record", nth(sealed, 0), Persona.CLERK, InterventionAuthority.BY_MODE));
    }

    /** Questions about facts that the model knows, to count truthful answers on. */
    List<Question> known(int count) {
        return open.in(Band.FREQUENT).atMost(count).questions();
    }

    /** Questions of all bands, to count right and wrong answers on. */
    List<Question> mixed(int count) {
        List<Question> questions = new ArrayList<>();
        Band[] bands = Band.values();
        for (Band band : bands) {
            questions.addAll(open.in(band).atMost(count / bands.length).questions());
        }
        return questions;
    }

    private static Scene scene(String title, Question question, Persona persona, InterventionAuthority authority) {
        return new Scene(title, question, persona, authority);
    }

    private static Question nth(QuestionSet set, int index) {
        List<Question> questions = set.atMost(8).questions();
        return questions.get(index % questions.size());
    }
}
