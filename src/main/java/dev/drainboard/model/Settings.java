package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;

/**
 * How this person wants the window, on this machine; nothing of it concerns a cluster.
 *
 * @param letters whether a single letter does something (D, U, R ...)
 * @param place where the window was; empty: it was never opened
 */
public record Settings(Theme theme, Motion motion, boolean letters, Optional<Place> place) {

    public static final Settings DEFAULT =
            new Settings(Theme.SYSTEM, Motion.SYSTEM, true, Optional.empty());

    public Settings {
        Objects.requireNonNull(theme);
        Objects.requireNonNull(motion);
        Objects.requireNonNull(place);
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
        return new Settings(other, motion, letters, place);
    }

    public Settings with(Motion other) {
        return new Settings(theme, other, letters, place);
    }

    public Settings withLetters(boolean other) {
        return new Settings(theme, motion, other, place);
    }

    public Settings with(Place other) {
        return new Settings(theme, motion, letters, Optional.of(other));
    }
}
