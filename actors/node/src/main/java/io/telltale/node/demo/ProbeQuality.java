package io.telltale.node.demo;

import io.telltale.almanac.Grade;
import io.telltale.spi.PluginId;
import io.telltale.spi.Score;
import io.telltale.training.Auroc;
import io.telltale.training.LabelledScore;
import io.telltale.transport.VerdictIssued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How well the semantic entropy probe, before a single token is written, foretells which answers will be wrong. */
final class ProbeQuality {

    private static final PluginId PROBE = new PluginId("semantic-entropy");

    private ProbeQuality() {}

    static DemoSummary.Probe of(List<Asked> answers, EventCollector events) {
        List<LabelledScore> scores = new ArrayList<>();
        for (Asked asked : answers) {
            if (asked.grade() == Grade.RIGHT || asked.grade() == Grade.WRONG) {
                firstScore(events.verdictsOn(asked.generation()))
                        .ifPresent(score -> scores.add(new LabelledScore(score, asked.grade() == Grade.WRONG)));
            }
        }
        int wrong = (int) scores.stream().filter(LabelledScore::positive).count();
        return new DemoSummary.Probe(Auroc.of(scores), scores.size() - wrong, wrong);
    }

    private static Optional<Double> firstScore(List<VerdictIssued> verdicts) {
        return verdicts.stream()
                .filter(issued -> issued.plugin().equals(PROBE))
                .findFirst()
                .map(issued -> issued.verdict().score())
                .map(Score::value);
    }
}
