package dev.drainboard.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

    @Test
    void whatNobodyKnowsIsADashAndNothingIsZero() {
        assertThat(Figures.of(OptionalInt.empty())).isEqualTo("–");
        assertThat(Figures.of(OptionalInt.of(0))).isEqualTo("0");
        assertThat(Figures.millis(OptionalLong.empty())).isEqualTo("–");
        assertThat(Figures.millis(OptionalLong.of(12))).isEqualTo("12 ms");
        assertThat(Figures.millis(OptionalLong.of(0))).isEqualTo("<1 ms");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "1210,1_210", "-1210,-1_210", "1234567,1_234_567", "-100,-100"})
    void thousandsStandApart(long number, String expected) {
        assertThat(Figures.of(number)).isEqualTo(expected.replace('_', '\u2009'));
    }

    @ParameterizedTest
    @CsvSource({
        "-3,0 s",
        "0,0 s",
        "59,59 s",
        "60,1 min",
        "272,4 min 32 s",
        "3600,1 h",
        "7500,2 h 5 min",
        "86400,1 d",
        "259200,3 d"
    })
    void durationsInTwoUnitsAtMost(long seconds, String expected) {
        assertThat(Figures.of(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }
}
