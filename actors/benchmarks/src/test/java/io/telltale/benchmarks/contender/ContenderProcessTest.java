package io.telltale.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.telltale.benchmarks.contender.Answer.Absent;
import io.telltale.benchmarks.contender.Answer.Rate;
import io.telltale.engine.ComputePrecision;
import io.telltale.spi.TokenIds;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContenderProcessTest {

    @TempDir
    Path folder;

    @Test
    void asksAndHearsOneLineEach() throws IOException {
        try (Contender peer = start("""
                import json, sys
                print(json.dumps({"ready": True}), flush=True)
                for line in sys.stdin:
                    request = json.loads(line)
                    print(json.dumps({"rate": request["batch"] * 1.5}), flush=True)
                """)) {
            Answer answer = peer.answer(new Work.Decode(4, 16, 8));

            assertThat(answer).isEqualTo(new Rate(6));
        }
    }

    @Test
    void aPeerThatCannotBeInstalledSaysWhy() throws IOException {
        try (Contender peer = start("print('{\"absent\": \"no network\"}')")) {
            assertThat(peer.answer(new Work.Prefill(1, 8))).isEqualTo(new Absent("no network"));
        }
    }

    @Test
    void aPeerThatDiesIsAbsentAndNamesItsLog() throws IOException {
        try (Contender peer = start("import sys; sys.exit('out of memory')")) {
            assertThat(peer.answer(new Work.Prefill(1, 8)))
                    .isInstanceOfSatisfying(
                            Absent.class, absent -> assertThat(absent.reason()).contains("peer-llama.cpp.log"));
        }
        assertThat(folder.resolve("peer-llama.cpp.log")).content().contains("out of memory");
    }

    @Test
    void requestsAreWhatTheProtocolSays() {
        assertThat(Messages.request(new Work.Decode(4, 16, 8)))
                .isEqualTo("{\"work\":\"decode\",\"batch\":4,\"prompt\":16,\"tokens\":8}");
        assertThat(Messages.request(new Work.Hooked(Work.Hook.CAPTURE, 8, 16, 32)))
                .isEqualTo("{\"work\":\"capture\",\"batch\":8,\"prompt\":16,\"tokens\":32}");
        assertThat(Messages.request(new Work.Next(TokenIds.of(1, 2)))).isEqualTo("{\"work\":\"next\",\"ids\":[1,2]}");
    }

    @ParameterizedTest
    @MethodSource
    void whatIsAskedIsWhatIsUnderstood(Work work) {
        assertThat(Messages.work(Messages.request(work))).isEqualTo(work);
    }

    static Stream<Work> whatIsAskedIsWhatIsUnderstood() {
        return Stream.of(
                new Work.Decode(4, 16, 8),
                new Work.Prefill(2, 128),
                new Work.Hooked(Work.Hook.ADDITION, 8, 16, 32),
                new Work.Next(TokenIds.of(1, 2)),
                Work.Limit.READING,
                Work.Limit.PRODUCTS);
    }

    @ParameterizedTest
    @MethodSource
    void whatIsAnsweredIsWhatIsHeard(Answer answer) {
        assertThat(Messages.answer(Messages.line(answer))).isEqualTo(answer);
    }

    static Stream<Answer> whatIsAnsweredIsWhatIsHeard() {
        return Stream.of(new Rate(1.5), new Answer.Overhead(0.5, 0.75), new Answer.Token(7), new Absent("no room"));
    }

    @Test
    void peersAreNamedOrAllOrNone() {
        assertThat(Peer.parse(List.of("all"))).containsExactly(Peer.values());
        assertThat(Peer.parse(List.of("none"))).isEmpty();
        assertThat(Peer.parse(List.of("llama.cpp", "nnsight"))).containsExactly(Peer.LLAMA_CPP, Peer.NNSIGHT);
        assertThatThrownBy(() -> Peer.parse(List.of("vllm"))).hasMessageContaining("'vllm'");
    }

    private Contender start(String script) throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "python3"))),
                "there is no python3 on the PATH");
        Files.writeString(folder.resolve("engine_peers.py"), script);
        Setting setting = new Setting(folder, ComputePrecision.FLOAT32, 1);
        return ContenderProcess.peer(Peer.LLAMA_CPP, setting, new PeerPlaces(folder, folder, folder));
    }
}
