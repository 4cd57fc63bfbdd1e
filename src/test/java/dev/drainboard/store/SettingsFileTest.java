package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

    @TempDir Path home;

    private SettingsFile file() throws Exception {
        return new SettingsFile(Home.at(home));
    }

    @Test
    void what_was_kept_is_read_again_and_nothing_is_left_beside_it() throws Exception {
        assertThat(file().read()).isEqualTo(Settings.DEFAULT);
        var wanted =
                Settings.DEFAULT
                        .with(Settings.Theme.LIGHT)
                        .with(Settings.Motion.REDUCED)
                        .withLetters(false)
                        .with(new Settings.Place(12, 34, 1440, 900, true));

        file().keep(Settings.DEFAULT);
        file().keep(wanted);

        assertThat(file().read()).isEqualTo(wanted);
        try (var files = Files.list(home)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("set")))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"theme\":\"purple\",\"motion\":\"full\",\"letters\":true}",
                "{\"theme\":\"dark\",\"motion\":\"full\",\"letters\":true,\"window\":{\"width\":0}}"
            })
    void what_cannot_be_read_was_never_set(String text) throws Exception {
        Files.writeString(home.resolve("settings.json"), text);

        assertThat(file().read()).isEqualTo(Settings.DEFAULT);
    }
}
