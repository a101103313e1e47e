package io.telltale.benchmarks;

import io.telltale.benchmarks.contender.Peer;
import io.telltale.benchmarks.contender.PeerPlaces;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.engine.threads.ThreadCount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code telltale benchmark engine}: the engine against the machine's limits and against other engines. */
@Command(
        name = "engine",
        description = {
            "The engine against what the machine's memory and arithmetic allow, and against other engines.",
            "Peers run in processes of their own, in environments that are made at their first start."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  telltale bench engine --json engine.json",
            "  telltale bench engine --model smollm-135m --threads 1,2 --peers transformers,llama.cpp",
            "  telltale bench engine --part speed --peers none --precision float32 --rounds 7",
            "  telltale bench engine --part hooks --peers transformers,nnsight"
        })
final class EngineCommand implements Callable<Integer> {

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--model",
            split = ",",
            paramLabel = "MODEL",
            defaultValue = "smollm-135m,llama-1b",
            description = "Shapes of random weights: " + LlamaShape.SYNTAX
                    + ". Parts other than speed and loading measure the first alone. Default ${DEFAULT-VALUE}.")
    private List<String> models = List.of();

    @Option(
            names = "--precision",
            split = ",",
            paramLabel = "PRECISION",
            defaultValue = "float32,bfloat16,int8",
            description = "float32, bfloat16, float16 or int8; default ${DEFAULT-VALUE}.")
    private List<ComputePrecision> precisions = List.of();

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,auto",
            description = "Numbers, or auto for as many as there are free cores; default ${DEFAULT-VALUE}."
                    + " Parts other than speed use the largest.")
    private List<String> threads = List.of();

    @Option(
            names = "--peers",
            split = ",",
            paramLabel = "PEER",
            defaultValue = "all",
            description = "all, none, or some of transformers, transformer-lens, nnsight, llama.cpp, jlama;"
                    + " default ${DEFAULT-VALUE}.")
    private List<String> peers = List.of();

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "PART",
            description = "What to measure: ${COMPLETION-CANDIDATES}; default all.")
    private Set<EngineParts> parts = EnumSet.allOf(EngineParts.class);

    @Option(
            names = "--batch",
            split = ",",
            converter = WholeNumber.class,
            paramLabel = "N",
            defaultValue = "1,4,16",
            description = "Sequences at once; default ${DEFAULT-VALUE}.")
    private List<Integer> batches = List.of();

    @Option(
            names = "--prompt",
            converter = WholeNumber.class,
            defaultValue = "128",
            description = "Tokens of a prompt whose speed is measured; default ${DEFAULT-VALUE}.")
    private int prompt;

    @Option(
            names = "--tokens",
            converter = WholeNumber.class,
            defaultValue = "24",
            description = "New tokens of every sequence per round; default ${DEFAULT-VALUE}, fewer of large models.")
    private int tokens;

    @Option(
            names = "--rounds",
            converter = WholeNumber.class,
            defaultValue = "3",
            description = "Rounds after the one that warms up; default ${DEFAULT-VALUE}, fewer of large models.")
    private int rounds;

    @Option(
            names = "--peer-cache",
            paramLabel = "FOLDER",
            description = "Where environments of peers are kept; default ~/.cache/telltale/benchmark-peers.")
    private Path peerCache = PeerPlaces.defaultCache();

    @Override
    public Integer call() throws Exception {
        List<EngineBench.Model> shapes = models.stream()
                .map(name -> new EngineBench.Model(name, LlamaShape.parse(name)))
                .toList();
        List<Peer> chosen = Peer.parse(peers);
        List<Integer> counts = threadCounts();
        EngineWork work = new EngineWork(batches, prompt, tokens, rounds);
        checkRoom();
        try (ScratchFolder scratch = ScratchFolder.create()) {
            PeerPlaces places = new PeerPlaces(PeerPlaces.defaultScripts(), peerCache, scratch.path());
            EngineBench bench = new EngineBench(scratch.path(), chosen, places, report);
            EngineRun run = new EngineRun(bench, work, precisions, counts);
            List<Figure> figures = run.measure(shapes, parts, scratch);
            report.printBars(new Report("engine", setting(counts), figures));
        }
        return 0;
    }

    /** Says which number of threads was chosen, and why. */
    private List<Integer> threadCounts() throws InterruptedException {
        Set<Integer> counts = new LinkedHashSet<>();
        for (String text : threads) {
            ThreadCount wish = ThreadCount.parse(text);
            EngineThreads chosen = EngineThreads.choose(wish);
            if (wish.equals(ThreadCount.AUTO)) {
                report.status("threads auto: " + chosen);
            }
            counts.add(chosen.threads());
        }
        return new ArrayList<>(counts);
    }

    private void checkRoom() {
        if (Math.max(prompt, 2 * tokens) + 2 * tokens > LlamaShape.CONTEXT) {
            throw new IllegalArgumentException("--prompt " + prompt + " and --tokens " + tokens
                    + " are too many: the model has room for " + LlamaShape.CONTEXT + " positions");
        }
    }

    private String setting(List<Integer> counts) {
        return "models " + models + ", precisions " + precisions + ", threads " + counts + ", batches " + batches
                + ", prompt " + prompt + ", tokens " + tokens + ", rounds " + rounds + ", peers " + peers;
    }
}
