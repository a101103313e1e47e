package io.telltale.benchmarks.contender;

/** What a contender says of its work. */
public sealed interface Answer {

    /** Tokens per second of all sequences together; of a limit, bytes or operations per second. */
    record Rate(double perSecond) implements Answer {}

    /** The median seconds of a step, without and with the hook. */
    record Overhead(double plainSeconds, double hookedSeconds) implements Answer {

        /** Returns the time that the hook adds, as a share of the plain step; negative where noise is larger. */
        public double share() {
            return hookedSeconds / plainSeconds - 1;
        }

        /** Returns the time that the hook adds to a step. */
        public double addedSeconds() {
            return hookedSeconds - plainSeconds;
        }
    }

    /** The most probable token. */
    record Token(int id) implements Answer {}

    /** It cannot be measured. */
    record Absent(String reason) implements Answer {}
}
