package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.Wired;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract against the sandbox's own SSH server. */
final class SandboxShellTest extends ShellContract {

    private static Sandbox sandbox;
    private static Wired wired;

    @BeforeAll
    static void up() throws Exception {
        var wish = Wish.USUAL.nodes(1).withoutNginx().load(Wish.Load.NONE);
        sandbox = Sandbox.start(wish, InstantSource.system());
        wired = new Wired(sandbox.clusterFile());
    }

    @AfterAll
    static void down() {
        wired.close();
        sandbox.close();
    }

    @Override
    Shell shell() {
        return wired.shell(wired.cluster.node("node1").host());
    }

    /** As with AllowStreamLocalForwarding no: nothing here needs it. */
    @Override
    @Test
    void a_unix_socket_of_the_host_answers(@org.junit.jupiter.api.io.TempDir Path directory) {
        assertThatThrownBy(
                        () ->
                                shell().socket(
                                                directory.resolve("s").toString(),
                                                new byte[] {'x'},
                                                Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        ShellException.class,
                        e ->
                                org.assertj.core.api.Assertions.assertThat(e.kind())
                                        .isEqualTo(ShellException.Kind.UNUSABLE));
    }
}
