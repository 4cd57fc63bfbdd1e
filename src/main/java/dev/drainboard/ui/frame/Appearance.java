package dev.drainboard.ui.frame;

import dev.drainboard.model.Settings;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;

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

    /**
     * Hears when the system says otherwise.
     *
     * @return ends that: what hears is kept alive by the system else
     */
    static Runnable onChange(Runnable hears) {
        var system = Platform.getPreferences();
        ChangeListener<Object> listener = (property, before, now) -> hears.run();
        system.colorSchemeProperty().addListener(listener);
        system.reducedMotionProperty().addListener(listener);
        return () -> {
            system.colorSchemeProperty().removeListener(listener);
            system.reducedMotionProperty().removeListener(listener);
        };
    }
}
