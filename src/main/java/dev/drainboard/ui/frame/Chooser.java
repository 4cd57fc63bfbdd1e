package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks a person for a file. On the JavaFX thread; returns when it was answered. */
interface Chooser {

    /**
     * @param over the window that waits for the answer
     * @return empty: none was chosen
     */
    Optional<Path> clusterFile(Window over);

    /**
     * For a new file, or one to replace.
     *
     * @param name as it is proposed
     */
    Optional<Path> csvFile(Window over, String name);

    /** The dialogs of the system. */
    final class OfSystem implements Chooser {

        private Optional<File> last = Optional.empty();

        @Override
        public Optional<Path> clusterFile(Window over) {
            var dialog = new FileChooser();
            dialog.setTitle(text("open.title"));
            dialog.getExtensionFilters()
                    .setAll(
                            new FileChooser.ExtensionFilter(text("open.yaml"), "*.yaml", "*.yml"),
                            new FileChooser.ExtensionFilter(text("open.all"), "*"));
            last.filter(File::isDirectory).ifPresent(dialog::setInitialDirectory);
            var chosen = Optional.ofNullable(dialog.showOpenDialog(over));
            chosen.ifPresent(file -> last = Optional.ofNullable(file.getParentFile()));
            return chosen.map(File::toPath);
        }

        @Override
        public Optional<Path> csvFile(Window over, String name) {
            var dialog = new FileChooser();
            dialog.setTitle(text("export.title"));
            dialog.setInitialFileName(name);
            dialog.getExtensionFilters()
                    .setAll(new FileChooser.ExtensionFilter(text("export.csv"), "*.csv"));
            return Optional.ofNullable(dialog.showSaveDialog(over)).map(File::toPath);
        }
    }
}
