package dev.drainboard.ui.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.scene.text.Font;

/** The fonts that come with the program, so that a window looks the same on every machine. */
public final class Fonts {

    private static final List<String> FILES =
            List.of(
                    "Inter-Regular.otf",
                    "Inter-Medium.otf",
                    "Inter-SemiBold.otf",
                    "JetBrainsMono-Regular.ttf",
                    "JetBrainsMono-Medium.ttf");

    private Fonts() {}

    /** Makes them known to the style sheet; once, before the first scene. */
    public static void load() {
        FILES.forEach(Fonts::load);
    }

    private static void load(String file) {
        try (var font = Fonts.class.getResourceAsStream("fonts/" + file)) {
            Font.loadFont(Objects.requireNonNull(font, file + " is not in the program"), 13);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
