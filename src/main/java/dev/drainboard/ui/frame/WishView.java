package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Intent;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ChoiceBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

/** How long is waited, and what follows: "Wait at most 2 min for open requests, then ask me". */
final class WishView {

    private static final List<Duration> WAITS =
            List.of(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30));

    private final ChoiceBox<Duration> wait = new ChoiceBox<>();
    private final ChoiceBox<DrainSpec.Then> then = new ChoiceBox<>();
    private final HBox root;
    private Intent.DrainWish shown = Intent.DrainWish.DEFAULT;
    private boolean filling;

    WishView(Consumer<Intent.DrainWish> wished) {
        wait.setConverter(words(Figures::of));
        wait.setAccessibleText(text("wish.wait"));
        wait.setId("wish-wait");
        then.setConverter(words(choice -> text("wish.then", choice)));
        then.setAccessibleText(text("wish.then.label"));
        then.setId("wish-then");
        then.getItems().setAll(DrainSpec.Then.values());
        root =
                Views.row(
                        8,
                        Views.label(text("wish.wait")),
                        wait,
                        Views.label(text("wish.for")),
                        then);
        root.getStyleClass().add("wish");
        Runnable changed =
                () -> {
                    if (filling || wait.getValue() == null || then.getValue() == null) {
                        return;
                    }
                    var wish =
                            new Intent.DrainWish(
                                    Optional.of(wait.getValue()),
                                    Optional.of(then.getValue()),
                                    shown.reason());
                    // a choice box may tell one choice twice
                    if (!wish.equals(shown)) {
                        shown = wish;
                        wished.accept(wish);
                    }
                };
        wait.setOnAction(event -> changed.run());
        then.setOnAction(event -> changed.run());
    }

    Region root() {
        return root;
    }

    /**
     * @param policy of the cluster file, for what the wish leaves open
     */
    void show(Intent.DrainWish wish, DrainSpec policy) {
        filling = true;
        shown = wish;
        var patience = wish.patience().orElse(policy.patience());
        var waits = new ArrayList<>(WAITS);
        if (!waits.contains(patience)) {
            waits.add(patience);
            waits.sort(null);
        }
        if (!wait.getItems().equals(waits)) {
            wait.getItems().setAll(waits);
        }
        wait.setValue(patience);
        then.setValue(wish.then().orElse(policy.then()));
        filling = false;
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> of) {
        return new StringConverter<>() {
            @Override
            public String toString(T choice) {
                return choice == null ? "" : of.apply(choice);
            }

            @Override
            public T fromString(String words) {
                throw new UnsupportedOperationException("nothing is typed here");
            }
        };
    }
}
