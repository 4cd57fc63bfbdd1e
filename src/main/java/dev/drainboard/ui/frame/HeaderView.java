package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.KeyCap;
import dev.drainboard.ui.kit.Views;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The line above every page. */
final class HeaderView {

    /** The usual size of text, of which widths are told. */
    private static final double TEXT = 13;

    /** Below this even the count of nodes gives way, for words of the usual size. */
    private static final double NARROW = 820;

    private final SwitcherView cluster;
    private final Region mark = new Region();
    private final Label environmentName = Views.label("");
    private final HBox environment = Views.row(7, mark, environmentName);
    private final StackPane glyph = new StackPane();
    private final Label state = Views.label("");
    private final HBox chip = Views.row(6, glyph, state);
    private final Tooltip why = new Tooltip();
    private final Button reason;
    private final Label rotation = Views.label("", "second");
    private final StackPane lockSign = new StackPane();
    private final Label lockText = Views.label("");
    private final Tooltip lockSays = new Tooltip();
    private final HBox lock = Views.row(7, lockSign, lockText);
    private final Label operator = Views.label("", "initials");
    private final Tooltip operatorName = new Tooltip();
    private final Button rollout;
    private final HBox root = Views.row(8);
    private Intent wanted;

    HeaderView(Clusters clusters, FrameView.Pressed pressed) {
        cluster = new SwitcherView(clusters, pressed::open, pressed::chooseCluster);
        rollout = Views.button(text("action.rollout"), () -> pressed.want(wanted), "main");
        rollout.setId("action-rollout");
        rollout.setGraphic(Icon.ROLLOUTS.draw(15));
        reason = Views.button("", () -> pressed.why(why.getText()), "chip-button");
        reason.setGraphic(chip);
        reason.setId("cluster-state");
        reason.setTooltip(why);
        why.setWrapText(true);
        why.setMaxWidth(420);
        for (var fixed : new Region[] {rollout, environment, chip, reason}) {
            fixed.setMinWidth(Region.USE_PREF_SIZE);
        }
        environment.getStyleClass().add("environment");
        lock.getStyleClass().add("lock");
        mark.getStyleClass().add("environment-mark");
        // where it is narrow the text of the lock gives way first; all of it is in its tooltip
        lock.setMinWidth(0);
        lockSign.setMinWidth(Region.USE_PREF_SIZE);
        Tooltip.install(lock, lockSays);
        rotation.setId("header-rotation");
        rotation.minWidthProperty()
                .bind(Bindings.when(wide(NARROW)).then(Region.USE_PREF_SIZE).otherwise(0.0));
        var light = Views.button("", pressed::otherTheme, "quiet");
        light.setId("theme");
        light.setGraphic(Icon.THEME.draw(17));
        light.setAccessibleText(text("theme.light") + " / " + text("theme.dark"));
        light.setTooltip(new Tooltip(text("theme.light") + " / " + text("theme.dark")));
        operator.setTooltip(operatorName);
        // a disabled button shows no tooltip, the box around it does
        var holder = new StackPane(rollout);
        holder.setId("rollout-holder");
        root.getChildren()
                .setAll(
                        cluster.root(),
                        environment,
                        reason,
                        rotation,
                        Views.spring(),
                        search(pressed::palette),
                        lock,
                        holder,
                        light,
                        operator);
        root.getStyleClass().add("header");
    }

    private Button search(Runnable palette) {
        var words = Views.label(text("palette.prompt"), "caption");
        var button = Views.button("", palette, "search");
        var cap = KeyCap.of("Ctrl K");
        var line = Views.row(8, Icon.SEARCH.draw(14), words, Views.spring(), cap);
        line.setMinWidth(0);
        room(words, 1100);
        room(cap, 1100);
        button.setGraphic(line);
        button.setId("palette-open");
        button.setMinWidth(44);
        button.setAccessibleText(text("palette.prompt"));
        HBox.setHgrow(button, Priority.NEVER);
        return button;
    }

    /** Gives way where the header is narrower, for words of the usual size. */
    private void room(Label label, double least) {
        label.managedProperty().bind(label.visibleProperty());
        label.visibleProperty().bind(wide(least));
    }

    private BooleanBinding wide(double least) {
        return Bindings.createBooleanBinding(
                () -> root.getWidth() >= least * rotation.getFont().getSize() / TEXT,
                root.widthProperty(),
                rotation.fontProperty());
    }

    Region root() {
        return root;
    }

    void show(HeaderModel model) {
        cluster.show(model.cluster());
        environmentName.setText(text("environment", model.environment()));
        environment
                .getStyleClass()
                .setAll(
                        "environment",
                        "env-" + model.environment().name().toLowerCase(Locale.ROOT));
        glyph.getChildren().setAll(model.glyph().draw(13));
        state.setText(model.state());
        chip.getStyleClass().setAll("chip", model.glyph().style());
        why.setText(model.reason());
        reason.setAccessibleText(text("header.state", model.state(), model.reason()));
        rotation.setText(model.rotation());
        lockText.setText(model.lock());
        lockSays.setText(model.lock());
        lock.setAccessibleText(model.lock());
        lockSign.getChildren()
                .setAll(
                        (model.kind() == HeaderModel.Lock.FREE ? Icon.LOCK_OPEN : Icon.LOCK)
                                .draw(14));
        lock.getStyleClass().setAll("lock", "lock-" + model.kind().name().toLowerCase(Locale.ROOT));
        operator.setText(model.initials());
        operator.setAccessibleText(model.operator());
        operatorName.setText(model.operator());
        wanted = model.rollout().intent();
        rollout.setDisable(model.rollout().refusal().isPresent());
        var holder = rollout.getParent();
        model.rollout()
                .refusal()
                .ifPresentOrElse(
                        why -> Tooltip.install(holder, new Tooltip(why)),
                        () -> Tooltip.uninstall(holder, null));
    }
}
