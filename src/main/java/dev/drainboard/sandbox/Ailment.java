package dev.drainboard.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be wrong with a node, or become right again. */
public enum Ailment {
    STOP("ends as after SIGTERM: what is in hand is answered first"),
    KILL("ends at once"),
    FREEZE("accepts connections and answers nothing more, on either port"),
    SATURATE("has all its workers busy: it accepts, and answers no request in time"),
    FAIL("answers 500 to its users; its health page passes"),
    LOG("writes an error into its log"),
    HEAL("none of these: it starts again if it had ended");

    private final String words;

    Ailment(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Ailment> of(String word) {
        return Arrays.stream(values())
                .filter(ailment -> ailment.toString().equals(word))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Ailment::toString).collect(Collectors.joining(", "));
    }
}
