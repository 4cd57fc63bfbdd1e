package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Fault;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

    private static final Script SCRIPT = Script.of("compose: pull", "exit 1");

    @ParameterizedTest
    @CsvSource({
        "70, host.tool.missing, FAILED",
        "71, host.state.unusable, FAILED",
        "75, host.door.busy, FAILED",
        "76, host.token.old, HELD",
        "77, host.file.changed, FAILED",
        "78, host.config.refused, FAILED",
        "79, host.config.not-applied, FAILED",
        "80, host.undo.failed, FAILED",
        "3, host.command.failed, FAILED",
        "137, host.command.failed, FAILED"
    })
    void every_exit_code_of_the_prelude_is_told_with_its_evidence(
            int exit, String code, Fault.Kind kind) {
        var fault = Faults.of("node2", SCRIPT, output(exit, "", "the reason\n"), "It failed.");

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.what()).isEqualTo("It failed.");
        assertThat(fault.why()).isNotBlank();
        assertThat(fault.fix()).isNotBlank();
        assertThat(fault.host()).isEqualTo(Optional.of("node2"));
        assertThat(fault.command()).isEqualTo(Optional.of("compose: pull"));
        assertThat(fault.exit()).isEqualTo(OptionalInt.of(exit));
        assertThat(fault.output()).isEqualTo(Optional.of("the reason"));
    }

    @Test
    void a_missing_tool_is_named_with_the_package_that_has_it() {
        var fault = Faults.of("node2", SCRIPT, output(70, "", "missing: ss\n"), "It failed.");

        assertThat(fault.why()).isEqualTo("ss is not installed on the host.");
        assertThat(fault.fix()).isEqualTo("Install the package iproute2 there.");
    }

    @ParameterizedTest
    @EnumSource(ShellException.Kind.class)
    void only_a_lost_command_is_unknown(ShellException.Kind kind) {
        var failure = new ShellException(kind, "node2", "no route to 10.0.0.2", "Look.", null);

        var fault = Faults.of(failure, "node2 could not be read.");

        assertThat(fault.kind())
                .isEqualTo(
                        kind == ShellException.Kind.UNKNOWN
                                ? Fault.Kind.UNKNOWN
                                : Fault.Kind.UNREACHABLE);
        assertThat(fault.host()).isEqualTo(Optional.of("node2"));
        assertThat(fault.why()).isEqualTo("no route to 10.0.0.2.");
        assertThat(fault.fix()).isEqualTo("Look.");
    }

    @Test
    void what_a_host_prints_cannot_draw_on_a_terminal() {
        var text = Faults.printable("red \u001b[31malarm\r\n\u202Eright to left\u0000");

        assertThat(text).isEqualTo("red [31malarm\nright to left");
    }

    @Test
    void the_end_of_a_long_output_is_kept() {
        var lines = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            lines.append("line ").append(i).append('\n');
        }

        assertThat(Faults.end(lines.toString())).startsWith("line 988\n").endsWith("line 999");
    }

    private static Shell.Output output(int exit, String out, String err) {
        return new Shell.Output(
                exit,
                out.getBytes(StandardCharsets.UTF_8),
                err.getBytes(StandardCharsets.UTF_8),
                false);
    }
}
