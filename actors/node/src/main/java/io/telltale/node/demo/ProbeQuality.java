package io.telltale.node.demo;

import io.telltale.almanac.Grade;
import io.telltale.spi.PluginId;
import io.telltale.spi.Verdict;
import io.telltale.training.Auroc;
import io.telltale.training.LabelledScore;
import io.telltale.transport.VerdictIssued;
import java.util.ArrayList;
import java.util.List;

/** How well the semantic entropy probe tells wrong answers from right ones: after the answer, and before its first token. */
final class ProbeQuality {

    private static final PluginId PROBE = new PluginId("semantic-entropy");

    private ProbeQuality() {}

    static DemoSummary.Probe of(List<Asked> answers, EventCollector events) {
        List<LabelledScore> before = new ArrayList<>();
        List<LabelledScore> after = new ArrayList<>();
        for (Asked asked : answers) {
            List<Verdict> verdicts = verdicts(events, asked);
            boolean graded = asked.grade() == Grade.RIGHT || asked.grade() == Grade.WRONG;
            if (graded && !verdicts.isEmpty()) {
                boolean wrong = asked.grade() == Grade.WRONG;
                before.add(new LabelledScore(verdicts.getFirst().score().value(), wrong));
                after.add(new LabelledScore(verdicts.getLast().score().value(), wrong));
            }
        }
        int wrong = (int) after.stream().filter(LabelledScore::positive).count();
        return new DemoSummary.Probe(Auroc.of(after), Auroc.of(before), after.size() - wrong, wrong);
    }

    /** Returns the verdict before the answer and the one after it. */
    private static List<Verdict> verdicts(EventCollector events, Asked asked) {
        return events.verdictsOn(asked.generation()).stream()
                .filter(issued -> issued.plugin().equals(PROBE))
                .map(VerdictIssued::verdict)
                .toList();
    }
}
