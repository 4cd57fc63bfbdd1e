package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CheckState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DampingTest {

    /** U up, D down, ? no answer; rise 2, fall 3. */
    @ParameterizedTest
    @CsvSource({
        "U,         U, the first answer counts at once",
        "D,         D, also a bad one",
        "UDD,       UUU, two bad ones are too few",
        "UDDD,      UUUD, three in a row are down",
        "UDDUDD,    UUUUUU, a good one between them begins the row anew",
        "DU,        DD, one good one is too few",
        "DUU,       DDU, two in a row are up",
        "U?,        U?, no answer is unknown at once",
        "U?U,       U??, and one good one after it is too few",
        "U?UU,      U??U, two are up again",
        "?U,        ??, silence first is no reason to believe one answer",
    })
    void counts(String answers, String expected, String why) {
        var damping = Damping.NEW;
        var shown = new StringBuilder();
        for (var answer : answers.chars().mapToObj(c -> (char) c).toList()) {
            damping = damping.next(state(answer), 2, 3);
            shown.append(letter(damping.state()));
        }
        assertThat(shown).as(why).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "U,    true,  the first one is worth a second look",
        "UU,   false, alike",
        "UUD,  true,  unlike the last",
        "UUDD, true,  alike but not yet believed",
        "UUDDD,false, believed",
        "UU?,  true,  silence is unlike an answer",
        "UU??, false, more silence is not",
    })
    void wantsTheNextAnswerSoon(String answers, boolean soon, String why) {
        var damping = Damping.NEW;
        for (var answer : answers.chars().mapToObj(c -> (char) c).toList()) {
            damping = damping.next(state(answer), 2, 3);
        }
        assertThat(damping.pending()).as(why).isEqualTo(soon);
    }

    private static CheckState state(char letter) {
        return switch (letter) {
            case 'U' -> CheckState.UP;
            case 'D' -> CheckState.DOWN;
            default -> CheckState.UNKNOWN;
        };
    }

    private static String letter(CheckState state) {
        return switch (state) {
            case UP -> "U";
            case DOWN -> "D";
            case UNKNOWN -> "?";
        };
    }
}
