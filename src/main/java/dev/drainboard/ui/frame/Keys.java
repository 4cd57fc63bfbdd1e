package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Settings;
import dev.drainboard.model.Word;
import dev.drainboard.ui.board.Action;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.board.Travel;
import dev.drainboard.ui.kit.CopyKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final KeyCombination EXPORT =
            new KeyCodeCombination(KeyCode.E, KeyCombination.SHORTCUT_DOWN);

    private static final KeyCombination UNDO =
            new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN);

    private static final KeyCombination OPEN =
            new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN);

    private static final Map<KeyCode, List<Word>> WORDS =
            Map.of(
                    KeyCode.P, List.of(Word.PAUSE, Word.RESUME),
                    KeyCode.B, List.of(Word.ROLL_BACK),
                    KeyCode.T, List.of(Word.RETRY));

    private static final Set<KeyCode> NODE_KEYS = Set.of(KeyCode.D, KeyCode.U, KeyCode.R);

    private final Pages pages;
    private final FrameView.Pressed pressed;
    private final Supplier<Optional<FrameModel>> shown;
    private final String operator;

    /**
     * @param operator who sits here
     */
    Keys(
            Node root,
            String operator,
            Pages pages,
            FrameView.Pressed pressed,
            Supplier<Optional<FrameModel>> shown,
            BooleanSupplier asking) {
        this.operator = operator;
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
        if (CopyKey.KEY.match(event)) {
            if (event.getTarget() instanceof ListView) {
                return; // its lines
            }
            pressed.copy();
            event.consume();
            return;
        }
        if (EXPORT.match(event)) {
            event.consume();
            pressed.export(Duration.ofHours(1));
            return;
        }
        if (UNDO.match(event)) {
            event.consume();
            undo(model);
            return;
        }
        if (OPEN.match(event)) {
            event.consume();
            pressed.chooseCluster();
            return;
        }
        if (ROLL_OUT.match(event)) {
            event.consume();
            want(Optional.of(model.header().rollout()));
            return;
        }
        if (event.isShortcutDown() && textSize(event.getCode())) {
            event.consume();
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
        if (WORDS.containsKey(event.getCode()) && (!nodes || event.getCode() == KeyCode.P)) {
            word(WORDS.get(event.getCode()), model);
            event.consume();
            return;
        }
        if (!nodes && event.getCode() != KeyCode.L && !event.getCode().isDigitKey()) {
            if (NODE_KEYS.contains(event.getCode())) {
                pressed.say(text("key.nodes"));
            }
            return;
        }
        if (event.getTarget() instanceof ListView && event.getCode().isArrowKey()) {
            return; // along the lines of a log
        }
        if (pages.shown() == Pages.Page.BOARD && event.getCode().isArrowKey()) {
            pressed.travel(Travel.Way.valueOf(event.getCode().name()));
            event.consume();
            return;
        }
        switch (event.getCode()) {
            case DIGIT1 -> pages.show(Pages.Page.BOARD);
            case DIGIT2 -> pages.show(Pages.Page.NODES);
            case DIGIT3 -> pages.show(Pages.Page.ROLLOUT);
            case PLUS, EQUALS, ADD -> pressed.zoom(1);
            case MINUS, SUBTRACT -> pressed.zoom(-1);
            case DIGIT0, NUMPAD0 -> pressed.zoom(0);
            case G -> pressed.group();
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

    private boolean textSize(KeyCode code) {
        switch (code) {
            case PLUS, EQUALS, ADD -> pressed.textSize(Settings::larger);
            case MINUS, SUBTRACT -> pressed.textSize(Settings::smaller);
            case DIGIT0, NUMPAD0 ->
                    pressed.textSize(each -> each.withText(Settings.DEFAULT.text()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A word of the rollout, or why it cannot be said now. */
    private void word(List<Word> words, FrameModel model) {
        var known =
                model.rollout().stream()
                        .flatMap(rollout -> rollout.words().stream())
                        .filter(spoken -> words.contains(spoken.word()))
                        .toList();
        known.stream()
                .filter(spoken -> spoken.refusal().isEmpty())
                .findFirst()
                .ifPresentOrElse(
                        spoken -> pressed.say(spoken.word()),
                        () ->
                                pressed.say(
                                        known.stream()
                                                .flatMap(spoken -> spoken.refusal().stream())
                                                .findFirst()
                                                .orElse(unspoken(model))));
    }

    private static String unspoken(FrameModel model) {
        return model.rollout()
                .map(rollout -> text("key.word", rollout.title(), rollout.word()))
                .orElse(text("rollout.none"));
    }

    /** The newest deed of one's own; a colleague's is taken back by a click on its line. */
    private void undo(FrameModel model) {
        model.events().stream()
                .filter(event -> event.actor().equals(Optional.of(operator)))
                .flatMap(event -> event.undo().stream())
                .findFirst()
                .ifPresentOrElse(pressed::want, () -> pressed.say(text("event.undo.none")));
    }

    /** To the next node that is not well. */
    private void exception(FrameModel model) {
        var troubled = model.board().attention().stream().map(trouble -> trouble.node()).toList();
        if (!troubled.isEmpty()) {
            int at = model.inspector().map(chosen -> troubled.indexOf(chosen.node())).orElse(-1);
            pressed.choose(Optional.of(troubled.get((at + 1) % troubled.size())));
        } else {
            pressed.say(text("key.well"));
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

    /** A greyed button's key does as little as the button, and says why as well. */
    private void want(Optional<Action> action) {
        action.ifPresentOrElse(
                wanted ->
                        wanted.refusal()
                                .ifPresentOrElse(pressed::say, () -> pressed.want(wanted.intent())),
                () -> pressed.say(text("key.choose")));
    }
}
