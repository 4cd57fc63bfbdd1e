package dev.drainboard.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How this person wants the window, on this machine; nothing of it concerns a cluster.
 *
 * @param letters whether a single letter does something (D, U, R ...)
 * @param text how large text is, in percent, from 90 to 150 (screens.md, section 10)
 * @param place where the window was; empty: it was never opened
 */
public record Settings(
        Theme theme, Motion motion, boolean letters, int text, Optional<Place> place) {

    /** The sizes of text that can be chosen, in percent. */
    public static final List<Integer> TEXTS = List.of(90, 100, 110, 125, 150);

    public static final Settings DEFAULT =
            new Settings(Theme.SYSTEM, Motion.SYSTEM, true, 100, Optional.empty());

    public Settings {
        Objects.requireNonNull(theme);
        Objects.requireNonNull(motion);
        Objects.requireNonNull(place);
        if (text < TEXTS.getFirst() || text > TEXTS.getLast()) {
            throw new IllegalArgumentException("text of " + text + " %");
        }
    }

    /** Which colours. */
    public enum Theme {
        SYSTEM,
        DARK,
        LIGHT
    }

    /** Whether things move by themselves. */
    public enum Motion {
        SYSTEM,
        FULL,
        REDUCED
    }

    /**
     * A window on the screen, in pixels; while it is maximized, what it becomes when it no longer
     * is.
     */
    public record Place(double x, double y, double width, double height, boolean maximized) {
        public Place {
            if (!(width > 0) || !(height > 0)) {
                throw new IllegalArgumentException("no window: " + width + " x " + height);
            }
        }
    }

    public Settings with(Theme other) {
        return new Settings(other, motion, letters, text, place);
    }

    public Settings with(Motion other) {
        return new Settings(theme, other, letters, text, place);
    }

    public Settings withLetters(boolean other) {
        return new Settings(theme, motion, other, text, place);
    }

    public Settings with(Place other) {
        return new Settings(theme, motion, letters, text, Optional.of(other));
    }

    /**
     * @throws IllegalArgumentException if it is not from 90 to 150
     */
    public Settings withText(int percent) {
        return new Settings(theme, motion, letters, percent, place);
    }

    /** With the next size of text that can be chosen; the same at the end. */
    public Settings larger() {
        return withText(
                TEXTS.stream().filter(each -> each > text).findFirst().orElse(TEXTS.getLast()));
    }

    /** With the size of text before; the same at the end. */
    public Settings smaller() {
        return withText(
                TEXTS.reversed().stream()
                        .filter(each -> each < text)
                        .findFirst()
                        .orElse(TEXTS.getFirst()));
    }
}
