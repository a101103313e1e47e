package io.telltale.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = new Checkout(Files.createDirectory(folder.resolve("check out")));
    }

    @Test
    void buildsBeforeTheFirstStartAlone() throws Exception {
        checkout.start();

        Checkout.Run second = checkout.start();

        assertThat(checkout.builds()).isEqualTo(1);
        assertThat(second.output()).doesNotContain("building");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        checkout.start();
        checkout.letTimePass();
        Files.writeString(checkout.source(), "class Extra {}");

        checkout.start();

        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws Exception {
        Files.writeString(checkout.source(), "class Extra {}");
        checkout.start();
        checkout.letTimePass();
        Files.delete(checkout.source());

        checkout.start();

        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void passesArgumentsAsTheyAre() throws Exception {
        Checkout.Run run = checkout.start("say", "two words", "*", "");

        assertThat(run.output()).endsWith("<io.telltale.node.cli.Main><say><two words><*><>");
        assertThat(run.output()).contains("<-Xms1g><-Xmx1g>").contains("num_threads=1>");
    }

    @Test
    void runsBenchmarksFromAClassPathOfTheirOwn() throws Exception {
        checkout.start();

        Checkout.Run run = checkout.start("benchmark", "loop");

        assertThat(checkout.builds()).isEqualTo(2);
        assertThat(run.output())
                .contains("/actors/benchmarks/target/classes:more.folder>")
                .endsWith("<io.telltale.benchmarks.Benchmarks><loop>");
    }

    @Test
    void benchIsShortForBenchmark() throws Exception {
        Checkout.Run run = checkout.start("bench", "engine");

        assertThat(run.output()).endsWith("<io.telltale.benchmarks.Benchmarks><engine>");
    }

    @Test
    void buildsForBenchmarksDoNotBuildTheRestAgain() throws Exception {
        checkout.start();
        checkout.start("benchmark");

        Checkout.Run run = checkout.start("hello");

        assertThat(checkout.builds()).isEqualTo(2);
        assertThat(run.output()).endsWith("<io.telltale.node.cli.Main><hello>");
    }

    @Test
    void letsAHeapOfOnesOwnReplaceTheFixedOne() throws Exception {
        checkout.set("TELLTALE_JAVA_OPTS", "-Xmx3g -Done=1");

        Checkout.Run run = checkout.start();

        assertThat(run.output()).contains("<-Xmx3g><-Done=1>").doesNotContain("1g>");
    }

    @Test
    void refusesThreadsThatAreNoNumber() throws Exception {
        checkout.set("TELLTALE_THREADS", "many");

        Checkout.Run run = checkout.start();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains("TELLTALE_THREADS must be a positive whole number or auto, but is 'many'.");
    }

    @Test
    void leavesTheNumberOfThreadsToTheCommandUnlessTheUserSetsIt() throws Exception {
        Checkout.Run free = checkout.start();
        checkout.set("TELLTALE_THREADS", "3");
        Checkout.Run three = checkout.start();

        assertThat(free.output()).contains("<-Dtelltale.threads=auto><-Dai.djl.pytorch.num_threads=1>");
        assertThat(three.output()).contains("<-Dtelltale.threads=3><-Dai.djl.pytorch.num_threads=3>");
    }

    @Test
    void asksForHugePagesUnlessTheUserSetsUpNativeMemory() throws Exception {
        Checkout.Run run = checkout.start();
        checkout.set("GLIBC_TUNABLES", "glibc.malloc.perturb=1");
        Checkout.Run own = checkout.start();

        assertThat(run.output()).contains("<GLIBC_TUNABLES=glibc.malloc.hugetlb=1:");
        assertThat(own.output()).contains("<GLIBC_TUNABLES=glibc.malloc.perturb=1>");
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        checkout.startBy(folder.resolve("link"));

        Checkout.Run run = checkout.start("hello");

        assertThat(run.output()).endsWith("<hello>");
    }

    @Test
    void saysWhichJdkToInstall() throws Exception {
        checkout.demandJdk(999);

        Checkout.Run run = checkout.start();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains("no JDK 999 or newer found. Install one");
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        checkout.failBuildsWith("Extra.java:1 something is missing");

        Checkout.Run run = checkout.start();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("Extra.java:1 something is missing").contains("build.log");
    }

    @Test
    void takesOverTheLockOfAProcessThatDied() throws Exception {
        Files.createDirectories(checkout.lock().getParent());
        Files.createSymbolicLink(checkout.lock(), Path.of("4194305"));

        Checkout.Run run = checkout.start("hello");

        assertThat(run.output()).endsWith("<hello>");
        assertThat(Files.isSymbolicLink(checkout.lock())).isFalse();
    }
}
