package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.model.Step;
import dev.drainboard.ui.kit.CopyKey;
import dev.drainboard.ui.kit.KeyCap;
import dev.drainboard.ui.kit.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * The dialog before a change. Focus begins on Cancel, or in the field where there is one; plain
 * Enter never changes anything: only a click, Space or Ctrl Enter confirms.
 */
final class ConfirmView {

    /** After the last key of a revision, before the cluster is asked for the new plan. */
    private static final Duration TYPED = Duration.millis(500);

    /** A second press that was on its way already is none of what came meanwhile. */
    private static final Duration READ = Duration.millis(700);

    /** How much of a plan that is no more what is asked for can be seen. */
    private static final double OLD = 0.45;

    private final Runnable cancel;
    private final Consumer<String> revised;
    private final Button cancelling;
    private final Button doing;
    private final TextField revision = new TextField();
    private final PauseTransition typed = new PauseTransition(TYPED);
    private final VBox head = new VBox(6);
    private final VBox body = new VBox(8);
    private final VBox field;
    private final Label typedName = Views.wrapped("", "second");
    private final TextField typedField = new TextField();
    private final VBox typing = new VBox(6, typedName, typedField);
    private Optional<ConfirmModel> shown = Optional.empty();
    private final WishView wish;
    private final VBox dialog = new VBox();
    private final StackPane root = new StackPane(dialog);
    private final Label hint = Views.label("", "caption");
    private final Label notice = Views.wrapped("", "confirm-notice");
    private final VBox outline = new VBox(4);
    private final VBox leaving = new VBox(8);
    private final VBox plan = new VBox(8);

    /** So long at least a plan stands there that was confirmed before it came. */
    private final PauseTransition reading = new PauseTransition(READ);

    private boolean settled;
    private boolean early;

    /**
     * @param confirm the order of the model that is shown
     * @param revised another revision was typed: a new plan is wanted
     * @param wished another wait was chosen: likewise
     */
    ConfirmView(
            Runnable cancel,
            Runnable confirm,
            Consumer<String> revised,
            Consumer<Intent.DrainWish> wished) {
        wish = new WishView(wished);
        this.cancel = cancel;
        this.revised = revised;
        cancelling = Views.button(text("confirm.cancel"), cancel, "plain");
        cancelling.setId("confirm-cancel");
        capped(cancelling, "Esc");
        doing = Views.button("", confirm, "main");
        doing.setId("confirm-do");
        capped(doing, "Ctrl Enter");
        revision.setPromptText(text("confirm.revision.empty"));
        revision.setId("confirm-revision");
        revision.getStyleClass().add("mono");
        revision.textProperty()
                .addListener(
                        (property, before, now) -> {
                            if (settled) {
                                doing.setDisable(true);
                                dim(true);
                                typed.playFromStart();
                            }
                        });
        typed.setOnFinished(event -> revised.accept(revision.getText()));
        field = new VBox(6, Views.label(text("confirm.revision"), "caption"), revision);
        field.getStyleClass().add("confirm-field");
        revision.setAccessibleText(text("confirm.revision"));
        typedField.setId("confirm-typed");
        typedField.textProperty().addListener((property, before, now) -> enable());
        typing.getStyleClass().add("confirm-field");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.prefViewportHeightProperty().bind(body.heightProperty());
        scroll.getStyleClass().add("confirm-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        body.getChildren().setAll(outline, leaving, wish.root(), plan);
        // what gets shorter moves nothing: the buttons stay where the hand is
        body.heightProperty()
                .addListener(
                        (property, before, now) ->
                                body.setMinHeight(
                                        Math.max(body.getMinHeight(), now.doubleValue())));
        notice.setId("confirm-notice");
        notice.setMaxWidth(330);
        notice.managedProperty().bind(notice.textProperty().isNotEmpty());
        for (var fixed : List.of(cancelling, doing)) {
            fixed.setMinWidth(Region.USE_PREF_SIZE);
        }
        var foot = Views.row(8, hint, Views.spring(), notice, cancelling, doing);
        foot.getStyleClass().add("confirm-foot");
        head.getStyleClass().add("confirm-head");
        body.getStyleClass().add("confirm-body");
        dialog.getChildren().setAll(head, field, scroll, typing, foot);
        dialog.getStyleClass().add("dialog");
        dialog.setId("confirm");
        dialog.setMaxSize(736, Region.USE_PREF_SIZE);
        root.getStyleClass().add("scrim");
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /** Nothing is confirmed that was not read, and what cannot be undone only by its name. */
    private void enable() {
        boolean can =
                shown.filter(ConfirmModel::canConfirm)
                        .filter(
                                model ->
                                        // the plan of a revision that is typed no more
                                        model.revision()
                                                .map(revision.getText().strip()::equals)
                                                .orElse(true))
                        .filter(
                                model ->
                                        model.typed()
                                                .map(typedField.getText().strip()::equals)
                                                .orElse(true))
                        .isPresent();
        doing.setDisable(!can);
    }

    private void pressed(KeyEvent event) {
        if (CopyKey.KEY.match(event) && !(event.getTarget() instanceof TextField)) {
            shown.map(ConfirmModel::lines).ifPresent(CopyKey::put);
            event.consume();
            return;
        }
        switch (event.getCode()) {
            case ESCAPE -> {
                event.consume();
                cancel.run();
            }
            case ENTER -> {
                event.consume();
                if (event.isControlDown()) {
                    confirm();
                } else if (cancelling.isFocused()) {
                    cancel.run();
                } else if (revision.isFocused()) {
                    typed.stop();
                    revised.accept(revision.getText());
                }
            }
            default -> {}
        }
    }

    /** What was not read cannot be confirmed, and that is said beside the button. */
    private void confirm() {
        if (reading.getStatus() == Animation.Status.RUNNING) {
            return; // it says so already
        }
        if (!doing.isDisabled()) {
            doing.fire();
            return;
        }
        var model = shown.orElseThrow();
        boolean read = model.canConfirm() && !revisedSince(model);
        if (model.body() instanceof ConfirmModel.Body.Refused) {
            notice.setText(text("confirm.refused"));
        } else if (read) {
            notice.setText(text("confirm.untyped", model.typed().orElse("")));
        } else {
            early = true;
            notice.setText(text("confirm.early"));
            if (typed.getStatus() == Animation.Status.RUNNING) {
                typed.stop();
                revised.accept(revision.getText());
            }
        }
    }

    private boolean revisedSince(ConfirmModel model) {
        return !model.revision().map(revision.getText().strip()::equals).orElse(true);
    }

    Region root() {
        return root;
    }

    /** What was typed last is no question any more. */
    void close() {
        typed.stop();
        reading.stop();
    }

    /** Puts the focus where a person goes on, and where nothing can go wrong. */
    void focus() {
        (field.isManaged() ? revision : cancelling).requestFocus();
    }

    /** The first, or newer figures of the same: what did not change is not touched. */
    void show(ConfirmModel model) {
        if (shown.isEmpty()) {
            title(model);
        }
        settled = true;
        var before = shown;
        shown = Optional.of(model);
        if (!before.map(ConfirmModel::leaving).equals(Optional.of(model.leaving()))) {
            leaving.getChildren().setAll(model.leaving().map(LeavingView::of).orElseGet(List::of));
        }
        if (!before.map(ConfirmModel::wish).equals(Optional.of(model.wish()))) {
            model.wish().ifPresent(how -> wish.show(how.chosen(), how.policy()));
        }
        if (!before.map(ConfirmModel::outline).equals(Optional.of(model.outline()))) {
            outline.getChildren().setAll(model.outline().map(this::outlined).orElseGet(List::of));
            shown(outline, model.outline().isPresent());
        }
        if (!before.map(ConfirmModel::body).equals(Optional.of(model.body()))) {
            if (before.isEmpty()
                    || !before.get().plan().isPresent()
                    || !before.get().plan().equals(model.plan())) {
                plan.getChildren().setAll(consequences(model));
            }
            say(model);
        }
        dim(model.body() instanceof ConfirmModel.Body.Stale || revisedSince(model));
        enable();
    }

    private void say(ConfirmModel model) {
        boolean asking =
                model.body() instanceof ConfirmModel.Body.Asking
                        || model.body() instanceof ConfirmModel.Body.Stale;
        if (asking) {
            return;
        }
        boolean refused = model.body() instanceof ConfirmModel.Body.Refused;
        boolean arrived = early && model.canConfirm() && !revisedSince(model);
        if (arrived) {
            reading.playFromStart();
        }
        notice.setText(
                arrived
                        ? text("confirm.arrived")
                        : refused && early ? text("confirm.refused") : "");
        early = false;
    }

    private void title(ConfirmModel model) {
        var mark = new Region();
        mark.getStyleClass().add("environment-mark");
        var environment = Views.row(7, mark, Views.label(text("environment", model.environment())));
        environment
                .getStyleClass()
                .addAll(
                        "environment",
                        "env-" + model.environment().name().toLowerCase(Locale.ROOT));
        head.getChildren()
                .setAll(
                        Views.row(
                                12,
                                model.glyph().draw(22),
                                Views.label(model.title(), "title"),
                                Views.spring(),
                                Views.label(model.cluster(), "card-name"),
                                environment),
                        Views.wrapped(model.effect(), "second"));
        shown(field, model.revision().isPresent());
        shown(wish.root(), model.wish().isPresent());
        shown(leaving, model.wish().isPresent());
        shown(outline, model.outline().isPresent());
        shown(typing, model.typed().isPresent());
        hint.setText(model.wish().isPresent() ? text("confirm.back") : "");
        doing.setText(model.does());
        model.typed()
                .ifPresent(
                        name -> {
                            typedName.setText(text("confirm.typed", name));
                            typedField.setAccessibleText(text("confirm.typed", name));
                        });
    }

    private static void shown(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    /** A plan that is not what is asked for now. */
    private void dim(boolean old) {
        plan.setOpacity(old ? OLD : 1);
        outline.setOpacity(old ? OLD : 1);
    }

    private List<Node> outlined(Outline lines) {
        var rows = new ArrayList<Node>();
        if (!lines.nodes().isEmpty()) {
            rows.add(line(text("outline.nodes"), lines.nodes()));
        }
        lines.revisions().ifPresent(said -> rows.add(line(text("outline.revision"), said)));
        rows.add(line(text("outline.takes"), lines.takes()));
        return rows;
    }

    private static Node line(String name, String value) {
        var caption = Views.label(name, "caption");
        caption.setMinWidth(90);
        return Views.row(8, caption, Views.wrapped(value, "strong-word"));
    }

    private static List<Node> consequences(ConfirmModel model) {
        return switch (model.body()) {
            case ConfirmModel.Body.Asking asking ->
                    List.of(Views.label(text("confirm.planning"), "second"));
            case ConfirmModel.Body.Refused refused -> List.of(Views.fault(refused.fault()));
            case ConfirmModel.Body.Known known -> List.of();
            case ConfirmModel.Body.Planned planned -> plan(planned);
            case ConfirmModel.Body.Stale stale -> plan(stale.before());
        };
    }

    private static List<Node> plan(ConfirmModel.Body.Planned planned) {
        var nodes = new ArrayList<Node>();
        nodes.add(Views.label(text("confirm.plan"), "section"));
        planned.notes().forEach(note -> nodes.add(Views.wrapped(note, "note-line")));
        for (int i = 0; i < planned.steps().size(); i++) {
            nodes.add(step(i + 1, planned.steps().get(i)));
        }
        return nodes;
    }

    private static Node step(int number, Step step) {
        var count = Views.label(number + ".", "mono", "caption");
        count.setMinWidth(26);
        var said = Views.wrapped(step.text());
        var lines = new VBox(3, Views.row(4, count, said));
        for (var command : step.commands()) {
            var host = Views.label(command.host(), "mono", "command-host");
            host.setMinWidth(Region.USE_PREF_SIZE);
            var line = Views.row(12, host, Views.wrapped(command.text(), "mono"));
            line.getStyleClass().add("command");
            lines.getChildren().add(line);
        }
        return lines;
    }

    private static void capped(Button button, String key) {
        button.setGraphic(KeyCap.of(key));
        button.setContentDisplay(ContentDisplay.RIGHT);
    }
}
