package dev.drainboard.dialect;

import java.util.regex.Pattern;

/**
 * The {@code status} of a server in {@code show stat}: all that {@code stats-proxy.c} prints, and
 * unknown for whatever it will print one day.
 */
public enum HaproxyStatus {
    /** {@code UP}, and {@code UP 1/3}: checks have begun to fail, requests still come. */
    UP,
    /** {@code DOWN}, {@code DOWN 1/2}: checks have begun to pass, {@code DOWN (agent)}. */
    DOWN,
    /** Its own check said that it wants nothing new (404); clients bound to it go on. */
    NOLB,
    /** {@code DRAIN}, {@code DRAIN 1/2}, {@code DRAIN (agent)}: up, and asked to drain. */
    DRAIN,
    /** {@code MAINT}, {@code MAINT (via backend/server)}, {@code MAINT (resolution)}. */
    MAINT,
    /** Nobody checks it. */
    NO_CHECK,
    UNKNOWN;

    private static final Pattern STEPS = Pattern.compile("(UP|DOWN|NOLB|DRAIN) [0-9]+/[0-9]+");
    private static final Pattern VIA =
            Pattern.compile("MAINT ?\\((via [A-Za-z0-9_:.-]+/[A-Za-z0-9_:.-]+|resolution)\\)");

    public static HaproxyStatus of(String text) {
        return switch (text) {
            case "UP" -> UP;
            case "DOWN", "DOWN (agent)" -> DOWN;
            case "NOLB" -> NOLB;
            case "DRAIN", "DRAIN (agent)" -> DRAIN;
            case "MAINT" -> MAINT;
            case "no check" -> NO_CHECK;
            default -> stepped(text);
        };
    }

    private static HaproxyStatus stepped(String text) {
        if (STEPS.matcher(text).matches()) {
            return valueOf(text.substring(0, text.indexOf(' ')));
        }
        return VIA.matcher(text).matches() ? MAINT : UNKNOWN;
    }
}
