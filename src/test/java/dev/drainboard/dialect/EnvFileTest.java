package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("TAG=1.0\n", "1.0", "TAG=2.0\n"),
                Arguments.of("TAG=1.0", "1.0", "TAG=2.0"),
                Arguments.of("A=1\nTAG=1.0\nB=2\n", "1.0", "A=1\nTAG=2.0\nB=2\n"),
                Arguments.of("TAG=1.0\r\nB=2\r\n", "1.0", "TAG=2.0\r\nB=2\r\n"),
                Arguments.of("TAG = 1.0  # why\n", "1.0", "TAG = 2.0  # why\n"),
                Arguments.of("TAG=\"1.0\" # why\n", "1.0", "TAG=\"2.0\" # why\n"),
                Arguments.of("TAG='1.0'\n", "1.0", "TAG='2.0'\n"),
                Arguments.of("export TAG=1.0\n", "1.0", "export TAG=2.0\n"),
                Arguments.of("TAG: 1.0\n", "1.0", "TAG: 2.0\n"),
                Arguments.of("TAG=\n", "", "TAG=2.0\n"),
                Arguments.of("TAG=1#0\n", "1#0", "TAG=2.0\n"),
                // the last one wins
                Arguments.of("TAG=1\nTAG=1.0\n", "1.0", "TAG=1\nTAG=2.0\n"),
                // neither a comment, nor a longer name, nor a line within quotes is it
                Arguments.of(
                        "#TAG=9\nMY_TAG=9\nTAG_X=9\nKEY=\"\nTAG=9\n\"\nTAG=1.0\n",
                        "1.0",
                        "#TAG=9\nMY_TAG=9\nTAG_X=9\nKEY=\"\nTAG=9\n\"\nTAG=2.0\n"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void one_value_is_found_and_replaced_and_no_other_byte(
            String before, String value, String after) {
        var file = EnvFile.of(before.getBytes(StandardCharsets.UTF_8));

        assertThat(file.value("TAG")).isEqualTo(Optional.of(value));
        assertThat(new String(file.with("TAG", "2.0").bytes(), StandardCharsets.UTF_8))
                .isEqualTo(after);
        assertThat(file.with("TAG", "2.0").value("TAG")).isEqualTo(Optional.of("2.0"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_way_there_and_back_leaves_the_bytes_as_they_were(
            String before, String value, String after) {
        if (value.matches("[0-9.]+")) {
            var file = EnvFile.of(before.getBytes(StandardCharsets.UTF_8));
            assertThat(file.with("TAG", "2.0").with("TAG", value)).isEqualTo(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=1\n", "A=1", "#TAG=1\n", "TAG\n", "A=1\r\n"})
    void a_missing_variable_becomes_a_line_at_the_end(String before) {
        var file = EnvFile.of(before.getBytes(StandardCharsets.UTF_8));

        var after = file.with("TAG", "2.0");

        assertThat(file.value("TAG")).isEmpty();
        assertThat(after.value("TAG")).isEqualTo(Optional.of("2.0"));
        assertThat(new String(after.bytes(), StandardCharsets.UTF_8)).startsWith(before);
    }

    @Test
    void bytes_that_are_no_text_survive() {
        var bytes = new byte[] {'A', '=', (byte) 0xff, (byte) 0xfe, '\n', 'T', '=', '1', '\n'};

        assertThat(EnvFile.of(bytes).with("T", "1")).isEqualTo(EnvFile.of(bytes));
        assertThat(EnvFile.of(bytes).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "$(id)", "1.0\nOTHER=2", "\"", "'", "#"})
    void a_value_that_would_mean_something_else_is_refused(String value) {
        assertThatThrownBy(() -> EnvFile.of(new byte[0]).with("TAG", value))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
