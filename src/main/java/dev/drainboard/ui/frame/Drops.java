package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;

/** A cluster file that is dropped on the window is opened. */
final class Drops {

    private Drops() {}

    /**
     * @param asking whether a question is open: it is about the cluster that is shown, so nothing
     *     is opened meanwhile
     */
    static void on(
            Node root, BooleanSupplier asking, Consumer<Path> open, Consumer<String> refused) {
        root.setOnDragOver(
                event -> {
                    if (event.getDragboard().hasFiles() && !asking.getAsBoolean()) {
                        event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
                        event.consume();
                    }
                });
        root.setOnDragDropped(
                event -> {
                    var file = one(event.getDragboard().getFiles());
                    event.setDropCompleted(file.isPresent());
                    event.consume();
                    file.ifPresentOrElse(open, () -> refused.accept(text("open.one")));
                });
    }

    /** Of many files nobody knows which is meant. */
    static Optional<Path> one(List<File> files) {
        return files.size() == 1 ? Optional.of(files.getFirst().toPath()) : Optional.empty();
    }
}
