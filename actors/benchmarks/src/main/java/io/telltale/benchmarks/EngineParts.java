package io.telltale.benchmarks;

/** What {@code telltale benchmark engine} can measure. */
enum EngineParts {
    /** Decoding and prompts against the machine's limits and other engines. */
    SPEED,
    /** Precisions against each other. */
    PRECISIONS,
    /** Capture of all layers and addition at one, against other libraries' hooks. */
    HOOKS,
    /** Two shards in one process against one. */
    SHARDS,
    /** Time to load and memory taken, in a process of its own. */
    LOADING,
    /** How often int8 finds the token that float32 finds. */
    AGREEMENT,
    /** Time to the first token and between tokens while long prompts come in. */
    MIXED,
    /** One thread and two beside a process that keeps a core busy. */
    CORES
}
