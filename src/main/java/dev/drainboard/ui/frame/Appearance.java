package dev.drainboard.ui.frame;

import dev.drainboard.model.Settings;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/** What the settings and the system say together: dark or light, moving or still. */
final class Appearance {

    private Appearance() {}

    static boolean dark(Settings settings) {
        return switch (settings.theme()) {
            case DARK -> true;
            case LIGHT -> false;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    static boolean motion(Settings settings) {
        return switch (settings.motion()) {
            case FULL -> true;
            case REDUCED -> false;
            case SYSTEM -> !Platform.getPreferences().isReducedMotion();
        };
    }

    /** Hears when the system says otherwise, for as long as the program runs. */
    static void onChange(Runnable hears) {
        var system = Platform.getPreferences();
        system.colorSchemeProperty().addListener((property, before, now) -> hears.run());
        system.reducedMotionProperty().addListener((property, before, now) -> hears.run());
    }
}
