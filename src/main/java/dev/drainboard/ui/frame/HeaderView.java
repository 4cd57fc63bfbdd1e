package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.ui.kit.Views;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The line above every page. */
final class HeaderView {

    private final Label cluster = Views.label("", "cluster-name");
    private final Label environment = Views.label("", "environment");
    private final StackPane glyph = new StackPane();
    private final Label state = Views.label("");
    private final HBox chip = Views.row(6, glyph, state);
    private final Label rotation = Views.label("", "second");
    private final Label lock = Views.label("", "lock");
    private final Label operator = Views.label("", "caption");
    private final Button rollout;
    private final HBox root;
    private Intent wanted;

    HeaderView(Consumer<Intent> wish, Runnable theme) {
        rollout = Views.button(text("action.rollout"), () -> wish.accept(wanted), "main");
        rollout.setId("action-rollout");
        rollout.setMinWidth(Region.USE_PREF_SIZE);
        cluster.setMinWidth(Region.USE_PREF_SIZE);
        environment.setMinWidth(Region.USE_PREF_SIZE);
        state.setMinWidth(Region.USE_PREF_SIZE);
        lock.setMinWidth(0);
        var light = Views.button("◐", theme, "quiet");
        light.setAccessibleText(text("theme.light"));
        light.setTooltip(new Tooltip(text("theme.light") + " / " + text("theme.dark")));
        // a disabled button shows no tooltip, the box around it does
        var holder = new StackPane(rollout);
        holder.setId("rollout-holder");
        root =
                Views.row(
                        12,
                        cluster,
                        environment,
                        chip,
                        rotation,
                        Views.spring(),
                        operator,
                        lock,
                        holder,
                        light);
        root.getStyleClass().add("header");
    }

    Region root() {
        return root;
    }

    void show(HeaderModel model) {
        cluster.setText(model.cluster());
        environment.setText(text("environment", model.environment()));
        environment
                .getStyleClass()
                .setAll(
                        "label",
                        "environment",
                        "env-" + model.environment().name().toLowerCase(Locale.ROOT));
        glyph.getChildren().setAll(model.glyph().draw(13));
        state.setText(model.state());
        chip.getStyleClass().setAll("chip", model.glyph().style());
        rotation.setText(model.rotation());
        lock.setText(model.lock());
        lock.getStyleClass()
                .setAll("label", "lock", "lock-" + model.kind().name().toLowerCase(Locale.ROOT));
        operator.setText(model.operator());
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
