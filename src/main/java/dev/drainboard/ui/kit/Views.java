package dev.drainboard.ui.kit;

import dev.drainboard.model.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Small parts of which the screens are made; what they look like is said in the style sheet. */
public final class Views {

    private Views() {}

    /** The style sheet of everything. */
    public static String theme() {
        return Objects.requireNonNull(
                        Views.class.getResource("window.css"), "window.css is not in the program")
                .toExternalForm();
    }

    /** In the window's words, but for what is {@code mono}: that is typed on a shell, or ticks. */
    public static Label label(String text, String... styles) {
        boolean typed = List.of(styles).contains("mono");
        var label = new Label(typed ? text : Wording.of(text));
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** Of several lines. */
    public static Label wrapped(String text, String... styles) {
        var label = label(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** Cut with an ellipsis where it does not fit; the whole of it in a tooltip. */
    public static Label cut(String text, String... styles) {
        var label = label(text, styles);
        label.setMinWidth(0);
        label.setTooltip(new Tooltip(label.getText()));
        return label;
    }

    public static Button button(String text, Runnable action, String... styles) {
        var button = new Button(text);
        button.setMnemonicParsing(false);
        button.getStyleClass().addAll(styles);
        button.setOnAction(event -> action.run());
        return button;
    }

    /**
     * Copies as text.
     *
     * @param what is said of it to who listens
     */
    public static Button copy(String what, Supplier<String> text) {
        var button =
                button(
                        "",
                        () -> {
                            var content = new ClipboardContent();
                            content.putString(text.get());
                            Clipboard.getSystemClipboard().setContent(content);
                        },
                        "quiet");
        button.setGraphic(Icon.COPY.draw(14));
        button.setAccessibleText(what);
        button.setTooltip(new Tooltip(what));
        return button;
    }

    public static HBox row(double gap, Node... children) {
        var row = new HBox(gap, children);
        row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        row.setFillHeight(false);
        return row;
    }

    public static VBox column(double gap, Node... children) {
        return new VBox(gap, children);
    }

    /** Takes what width is left. */
    public static Region spring() {
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /** A word at the left and its value at the right. */
    public static HBox entry(String name, String value, String... styles) {
        var shown = cut(value, "mono");
        shown.getStyleClass().addAll(styles);
        var said = label(name, "caption");
        said.setMinWidth(Region.USE_PREF_SIZE);
        return row(4, said, spring(), shown);
    }

    /** The same as text, a line each. */
    public static String words(Fault fault) {
        return java.util.stream.Stream.of(
                        Optional.of(fault.what()),
                        Optional.of(fault.why()),
                        Optional.of(fault.fix()),
                        fault.host(),
                        fault.command(),
                        fault.output(),
                        Optional.of(fault.code()))
                .flatMap(Optional::stream)
                .filter(line -> !line.isBlank())
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    /** What, why, what to do, and the evidence. */
    public static VBox fault(Fault fault) {
        var box =
                column(
                        6,
                        row(8, Glyph.FAILED.draw(16), wrapped(fault.what(), "fault-what")),
                        wrapped(fault.why(), "second"),
                        wrapped(fault.fix(), "fault-fix"));
        var place =
                List.of(
                        fault.host().orElse(""),
                        fault.command().orElse(""),
                        fault.exit().isPresent()
                                ? Texts.text("fault.exit", fault.exit().getAsInt())
                                : "");
        var where = String.join(" · ", place.stream().filter(part -> !part.isEmpty()).toList());
        if (!where.isEmpty()) {
            box.getChildren().add(wrapped(where, "mono", "caption"));
        }
        fault.output()
                .ifPresent(
                        said -> {
                            var evidence = wrapped(said, "mono", "evidence");
                            evidence.setMaxWidth(Double.MAX_VALUE);
                            box.getChildren().add(evidence);
                        });
        box.getStyleClass().add("fault");
        return box;
    }
}
