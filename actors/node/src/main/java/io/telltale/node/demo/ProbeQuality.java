package io.telltale.node.demo;

import io.telltale.almanac.Grade;
import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.spi.Verdict;
import io.telltale.training.Auroc;
import io.telltale.training.LabelledScore;
import io.telltale.transport.VerdictIssued;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How well the semantic entropy probe tells wrong answers from right ones: after the answer, and before its first token. */
final class ProbeQuality {

    private static final PluginId PROBE = new PluginId("semantic-entropy");
    private static final int VERDICTS_PER_ANSWER = 2;

    private ProbeQuality() {}

    static DemoSummary.Probe of(List<Asked> answers, Map<GenerationId, List<VerdictIssued>> verdicts) {
        List<LabelledScore> before = new ArrayList<>();
        List<LabelledScore> after = new ArrayList<>();
        for (Asked asked : answers) {
            List<Verdict> said = ofProbe(verdicts.getOrDefault(asked.generation(), List.of()));
            boolean graded = asked.grade() == Grade.RIGHT || asked.grade() == Grade.WRONG;
            if (graded && said.size() == VERDICTS_PER_ANSWER) {
                boolean wrong = asked.grade() == Grade.WRONG;
                before.add(new LabelledScore(said.getFirst().score().value(), wrong));
                after.add(new LabelledScore(said.getLast().score().value(), wrong));
            }
        }
        int wrong = (int) after.stream().filter(LabelledScore::positive).count();
        return new DemoSummary.Probe(Auroc.of(after), Auroc.of(before), after.size() - wrong, wrong);
    }

    private static List<Verdict> ofProbe(List<VerdictIssued> verdicts) {
        return verdicts.stream()
                .filter(issued -> issued.plugin().equals(PROBE))
                .map(VerdictIssued::verdict)
                .toList();
    }
}
