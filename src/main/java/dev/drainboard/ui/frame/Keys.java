package dev.drainboard.ui.frame;

import dev.drainboard.model.Word;
import dev.drainboard.ui.board.Action;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * What the keys do outside the dialog. A letter opens a dialog at most, and only while no field has
 * the focus.
 */
final class Keys {

    private static final KeyCombination ROLL_OUT =
            new KeyCodeCombination(
                    KeyCode.U, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN);

    private static final KeyCombination PALETTE =
            new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);

    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final Pages pages;
    private final FrameView.Pressed pressed;
    private final Supplier<Optional<FrameModel>> shown;

    Keys(
            Node root,
            Pages pages,
            FrameView.Pressed pressed,
            Supplier<Optional<FrameModel>> shown,
            BooleanSupplier asking) {
        this.pages = pages;
        this.pressed = pressed;
        this.shown = shown;
        // before the controls: to a button an arrow means the button beside it
        root.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (!asking.getAsBoolean()
                            && !(event.getTarget() instanceof TextInputControl)) {
                        shown.get().ifPresent(model -> pressed(event, model));
                    }
                });
    }

    private void pressed(KeyEvent event, FrameModel model) {
        if (PALETTE.match(event)) {
            pressed.palette();
            event.consume();
            return;
        }
        if (COPY.match(event)) {
            pressed.copy();
            event.consume();
            return;
        }
        if (ROLL_OUT.match(event)) {
            want(Optional.of(model.header().rollout()));
            return;
        }
        boolean nodes = pages.shown() != Pages.Page.ROLLOUT;
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        if (event.getCode().isLetterKey() && !pressed.letters()) {
            return;
        }
        if ("?".equals(event.getText())) {
            pressed.keys();
            event.consume();
            return;
        }
        if ((!nodes || event.getCode() == KeyCode.P) && word(event, model)) {
            event.consume();
            return;
        }
        if (!nodes && event.getCode() != KeyCode.L && !event.getCode().isDigitKey()) {
            return;
        }
        if (event.getTarget() instanceof ListView && event.getCode().isArrowKey()) {
            return; // along the lines of a log
        }
        switch (event.getCode()) {
            case DIGIT1 -> pages.show(Pages.Page.BOARD);
            case DIGIT2 -> pages.show(Pages.Page.NODES);
            case DIGIT3 -> pages.show(Pages.Page.ROLLOUT);
            case E -> exception(model);
            case ESCAPE -> pressed.choose(Optional.empty());
            case UP, K -> step(model, -1);
            case DOWN, J -> step(model, 1);
            case D -> want(action(model, 0));
            case U -> want(action(model, 1));
            case R -> want(action(model, 2));
            case L -> pressed.log();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** A word of the rollout, if it can be said now. */
    private boolean word(KeyEvent event, FrameModel model) {
        var words =
                switch (event.getCode()) {
                    case P -> List.of(Word.PAUSE, Word.RESUME);
                    case B -> List.of(Word.ROLL_BACK);
                    case T -> List.of(Word.RETRY);
                    default -> List.<Word>of();
                };
        var said =
                model.rollout().stream()
                        .flatMap(rollout -> rollout.words().stream())
                        .filter(spoken -> words.contains(spoken.word()))
                        .filter(spoken -> spoken.refusal().isEmpty())
                        .findFirst();
        said.ifPresent(spoken -> pressed.say(spoken.word()));
        return said.isPresent();
    }

    /** To the next node that is not well. */
    private void exception(FrameModel model) {
        var troubled = model.board().attention().stream().map(trouble -> trouble.node()).toList();
        if (!troubled.isEmpty()) {
            int at = model.inspector().map(chosen -> troubled.indexOf(chosen.node())).orElse(-1);
            pressed.choose(Optional.of(troubled.get((at + 1) % troubled.size())));
        }
    }

    private void step(FrameModel model, int by) {
        var names = model.board().nodes().stream().map(NodeCard::name).toList();
        var at = model.inspector().map(chosen -> names.indexOf(chosen.node()));
        int next = at.map(index -> index + by).orElse(by > 0 ? 0 : names.size() - 1);
        pressed.choose(Optional.of(names.get(Math.clamp(next, 0, names.size() - 1))));
    }

    private Optional<Action> action(FrameModel model, int index) {
        return model.inspector().map(chosen -> chosen.actions()).orElse(List.of()).stream()
                .skip(index)
                .findFirst();
    }

    /** A greyed button's key does as little as the button. */
    private void want(Optional<Action> action) {
        action.filter(wanted -> wanted.refusal().isEmpty())
                .ifPresent(wanted -> pressed.want(wanted.intent()));
    }
}
