package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** It is a shell like any other; and somebody hears what it changes. */
final class HeardShellTest extends ShellContract {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final List<String> heard = new ArrayList<>();
    private final LocalShell local = new LocalShell();
    private final Shell shell = new HeardShell(local, this::begins);

    private HeardShell.End begins(String host, Script script) {
        heard.add("begins " + script.name());
        return new HeardShell.End() {
            @Override
            public void exited(int code) {
                heard.add("exit " + code);
            }

            @Override
            public void lost(String why) {
                heard.add("lost");
            }
        };
    }

    @Override
    Shell shell() {
        return shell;
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void a_change_is_heard_with_its_end_and_a_question_is_not() throws Exception {
        shell.ask(Script.of("a question", ":"), SOON);
        shell.run(Script.of("a change", "exit 3"), SOON);
        shell.follow(Script.of("a long one", "echo one"), SOON, line -> {});
        assertThat(heard)
                .containsExactly("begins a change", "exit 3", "begins a long one", "exit 0");
    }

    @Test
    void one_whose_end_nobody_saw_is_heard_as_lost() {
        assertThatThrownBy(
                        () -> shell.run(Script.of("too long", "sleep 9"), Duration.ofMillis(300)))
                .isInstanceOf(ShellException.class);
        assertThat(heard).containsExactly("begins too long", "lost");
    }
}
