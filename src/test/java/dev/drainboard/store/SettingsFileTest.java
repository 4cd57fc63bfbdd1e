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
                        .withText(125)
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
                "{\"theme\":\"dark\",\"motion\":\"full\",\"letters\":true,\"text\":500}",
                "{\"theme\":\"dark\",\"motion\":\"full\",\"letters\":true,\"window\":{\"width\":0}}"
            })
    void what_cannot_be_read_was_never_set(String text) throws Exception {
        Files.writeString(home.resolve("settings.json"), text);

        assertThat(file().read()).isEqualTo(Settings.DEFAULT);
    }

    /** Files of versions that knew no size of text stay good. */
    @Test
    void a_file_without_a_size_of_text_keeps_what_it_says() throws Exception {
        Files.writeString(
                home.resolve("settings.json"),
                "{\"theme\":\"dark\",\"motion\":\"full\",\"letters\":false}");

        assertThat(file().read())
                .isEqualTo(
                        Settings.DEFAULT
                                .with(Settings.Theme.DARK)
                                .with(Settings.Motion.FULL)
                                .withLetters(false));
    }

    @Test
    void text_grows_and_shrinks_by_steps_and_stays_between_its_ends() {
        assertThat(Settings.DEFAULT.larger().text()).isEqualTo(110);
        assertThat(Settings.DEFAULT.larger().larger().larger().larger().text()).isEqualTo(150);
        assertThat(Settings.DEFAULT.withText(120).smaller().text()).isEqualTo(110);
        assertThat(Settings.DEFAULT.smaller().smaller().text()).isEqualTo(90);
    }
}
