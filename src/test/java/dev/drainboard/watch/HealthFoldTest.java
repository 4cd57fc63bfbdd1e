package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HealthFacts;
import dev.drainboard.model.HealthSpec;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthFoldTest {

    /** a answers, s is silent though it accepts, n cannot be reached; ! is not believed. */
    @ParameterizedTest
    @CsvSource({
        "a,    a,    an answer",
        "s,    s,    with nothing known before it is busy",
        "as,   a!,   after an answer it may be a cut cable",
        "ass,  a!s,  a busy node is silent again",
        "asn,  a!!,  a cut one is not reached",
        "asss, a!ss, and stays busy",
        "asa,  a!a,  it was one slow answer",
        "asas, a!a!, each time anew",
        "ns,   !s,   silence after nothing is busy",
        "n,    !,    neither port was reached"
    })
    void believes(String answers, String expected, String why) {
        var fold = new HealthFold("node1", HealthSpec.DEFAULT);
        var shown = new StringBuilder();
        for (var answer : answers.chars().mapToObj(c -> (char) c).toList()) {
            try {
                fold.believed(facts(answer));
                shown.append(answer);
            } catch (FaultException e) {
                assertThat(e.fault().what()).isEqualTo("node1 does not answer.");
                shown.append('!');
            }
        }
        assertThat(shown).as(why).hasToString(expected);
    }

    private static HealthFacts facts(char answer) {
        return switch (answer) {
            case 'a' -> facts(CheckState.UP, false);
            case 's' -> facts(CheckState.DOWN, true);
            default -> facts(CheckState.UNKNOWN, false);
        };
    }

    private static HealthFacts facts(CheckState state, boolean saturated) {
        return new HealthFacts(
                state, OptionalLong.empty(), state, saturated, Optional.empty(), "workstation");
    }
}
