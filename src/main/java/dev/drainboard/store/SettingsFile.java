package dev.drainboard.store;

import dev.drainboard.model.Settings;
import dev.drainboard.model.Settings.Motion;
import dev.drainboard.model.Settings.Place;
import dev.drainboard.model.Settings.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * {@code settings.json} of a home. A convenience: what cannot be read is as if it had never been
 * set, and what cannot be kept is noted and lost.
 */
public final class SettingsFile {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private final Path file;

    public SettingsFile(Home home) {
        this.file = home.root().resolve("settings.json");
    }

    public Settings read() {
        try {
            return of(Json.parse(Files.readString(file)));
        } catch (NoSuchFileException never) {
            return Settings.DEFAULT;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} says nothing that can be read: {}", file, e.getMessage());
            return Settings.DEFAULT;
        }
    }

    /** Written aside and renamed, so whoever reads it reads all of it. */
    public void keep(Settings settings) {
        try {
            var aside = Files.createTempFile(file.getParent(), "settings", ".new");
            Files.writeString(aside, line(settings) + "\n");
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} could not be kept: {}", file, e.getMessage());
        }
    }

    private static String line(Settings settings) {
        var object =
                Json.object()
                        .put("theme", Json.word(settings.theme()))
                        .put("motion", Json.word(settings.motion()))
                        .put("letters", settings.letters())
                        .put("text", settings.text());
        settings.place()
                .ifPresent(
                        place ->
                                object.putObject("window")
                                        .put("x", place.x())
                                        .put("y", place.y())
                                        .put("width", place.width())
                                        .put("height", place.height())
                                        .put("maximized", place.maximized()));
        return Json.line(object);
    }

    private static Settings of(JsonNode object) {
        return new Settings(
                Json.constant(Theme.class, Json.text(object, "theme")),
                Json.constant(Motion.class, Json.text(object, "motion")),
                Json.truth(object, "letters"),
                Json.maybeNumber(object, "text").orElse(Settings.DEFAULT.text()),
                Optional.ofNullable(object.get("window")).map(SettingsFile::place));
    }

    private static Place place(JsonNode window) {
        return new Place(
                window.path("x").asDouble(0),
                window.path("y").asDouble(0),
                window.path("width").asDouble(0),
                window.path("height").asDouble(0),
                Json.truth(window, "maximized"));
    }
}
