package dev.drainboard.ui.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /**
     * From a file where there is one: of a stream JavaFX keeps a copy in the system's temporary
     * directory, five a window, and a process that ends at once leaves them there.
     */
    private static void load(String file) {
        var beside = beside(file);
        if (beside.isPresent()) {
            Font.loadFont(beside.get().toUri().toString(), 13);
            return;
        }
        try (var font = Fonts.class.getResourceAsStream("fonts/" + file)) {
            Font.loadFont(Objects.requireNonNull(font, file + " is not in the program"), 13);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the delivered program they lie in a directory beside its jar. */
    private static Optional<Path> beside(String file) {
        try {
            var program = Fonts.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            var font = Path.of(program).resolveSibling("fonts").resolve(file);
            return Files.exists(font) ? Optional.of(font) : Optional.empty();
        } catch (URISyntaxException | RuntimeException nowhere) {
            return Optional.empty();
        }
    }
}
