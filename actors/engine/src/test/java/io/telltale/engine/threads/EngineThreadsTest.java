package io.telltale.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {

    private final int before = EngineThreads.current();

    @AfterEach
    void restore() throws InterruptedException {
        EngineThreads.choose(new ThreadCount.Fixed(before)).use();
    }

    @Test
    void libtorchTakesTheNumberBeforeAndAfterItIsStarted() throws InterruptedException {
        EngineThreads.choose(new ThreadCount.Fixed(2)).use();
        int two = JniUtils.getNumThreads();

        EngineThreads.choose(new ThreadCount.Fixed(1)).use();

        assertThat(two).isEqualTo(2);
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
        assertThat(EngineThreads.current()).isEqualTo(1);
    }

    @Test
    void aThreadThatHasNotComputedTakesTheNumberToo() throws InterruptedException {
        EngineThreads.choose(new ThreadCount.Fixed(2)).use();
        int[] seen = new int[1];

        Thread other = new Thread(() -> seen[0] = JniUtils.getNumThreads());
        other.start();
        other.join();

        assertThat(seen[0]).isEqualTo(2);
    }
}
