package dev.drainboard.driver;

import java.util.regex.Pattern;

/** Commands as a person would type them, for plans. What runs is never made of these. */
final class Words {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private Words() {}

    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
