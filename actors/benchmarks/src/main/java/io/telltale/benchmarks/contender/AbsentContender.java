package io.telltale.benchmarks.contender;

/** A peer that cannot be measured here; says why to whatever it is asked. */
public record AbsentContender(String name, String reason) implements Contender {

    @Override
    public Answer answer(Work work) {
        return new Answer.Absent(reason);
    }

    @Override
    public void close() {}
}
