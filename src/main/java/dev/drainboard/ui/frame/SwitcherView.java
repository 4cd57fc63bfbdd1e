package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.FxHop;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.Views;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;

/** The name of the cluster that is shown, and behind it the others. */
final class SwitcherView {

    private final Clusters clusters;
    private final Consumer<Path> open;
    private final Runnable choose;
    private final Button button;
    private final ContextMenu menu = new ContextMenu();

    /**
     * @param open hears the file that was chosen among the known ones
     * @param choose another one is wanted
     */
    SwitcherView(Clusters clusters, Consumer<Path> open, Runnable choose) {
        this.clusters = clusters;
        this.open = open;
        this.choose = choose;
        button = Views.button("", this::unfold, "cluster-switch");
        menu.getStyleClass().add("switch-menu");
        button.setId("cluster-switch");
        button.setGraphic(Icon.DOWN.draw(12));
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setMinWidth(Region.USE_PREF_SIZE);
    }

    Region root() {
        return button;
    }

    void show(String cluster) {
        button.setText(cluster);
        button.setAccessibleText(text("switch.sentence", cluster));
    }

    private void unfold() {
        menu.getItems().clear();
        for (var known : clusters.known()) {
            menu.getItems().add(item(known));
        }
        var other = new MenuItem(text("switch.other"));
        other.setId("switch-other");
        other.setAccelerator(KeyCombination.valueOf("Shortcut+O"));
        other.setOnAction(event -> FxHop.run(choose)); // when the menu is gone
        menu.getItems().addAll(new SeparatorMenuItem(), other);
        menu.show(button, Side.BOTTOM, 0, 4);
    }

    private MenuItem item(Clusters.Known known) {
        var mark = new Region();
        mark.getStyleClass().add("environment-mark");
        var environment = Views.row(7, mark, Views.label(text("environment", known.environment())));
        environment
                .getStyleClass()
                .addAll(
                        "environment",
                        "env-" + known.environment().name().toLowerCase(Locale.ROOT));
        var item = new MenuItem(line(known), environment);
        item.setId("switch-" + known.name());
        item.setMnemonicParsing(false);
        item.setDisable(known.now() == Clusters.Now.SHOWN);
        item.setOnAction(event -> open.accept(known.file()));
        return item;
    }

    private static String line(Clusters.Known known) {
        var line = text("switch.line", known.name(), place(known.file()));
        return switch (known.now()) {
            case SHOWN -> text("switch.shown", line);
            case WORKING -> text("switch.working", line);
            case CLOSED -> line;
        };
    }

    /** As a shell would say it. */
    static String place(Path file) {
        var home = Path.of(System.getProperty("user.home"));
        return file.startsWith(home) && !file.equals(home)
                ? "~" + file.getFileSystem().getSeparator() + home.relativize(file)
                : file.toString();
    }
}
