package dev.drainboard.ui.frame;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** What somebody who looks at the window could read. */
final class Seen {

    /** In seconds, for a machine that has much else to do. */
    private static final int PATIENCE = 30;

    private Seen() {}

    /** Every word that can be seen in there; none where it is hidden. */
    static String words(FxRobot robot, String where) {
        return WaitForAsyncUtils.waitForAsyncFx(
                PATIENCE * 1000L,
                () ->
                        robot.lookup(where).<Node>queryAll().stream()
                                .flatMap(Seen::within)
                                .filter(Labeled.class::isInstance)
                                .map(node -> ((Labeled) node).getText())
                                .collect(Collectors.joining("\n")));
    }

    /** What labels and buttons say in there, but for what is typed on a shell. */
    static java.util.List<String> said(Node root) {
        return within(root)
                .filter(Labeled.class::isInstance)
                .filter(node -> !node.getStyleClass().contains("mono"))
                .map(node -> ((Labeled) node).getText())
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /**
     * Asked on the JavaFX thread, where nothing changes meanwhile: whoever walks through the window
     * from elsewhere meets it half built.
     */
    static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(
                    PATIENCE, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("it did not come to that in " + PATIENCE + " s", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Controls that can have the focus and say nothing to who only listens. */
    static java.util.List<String> mute(FxRobot robot) {
        return WaitForAsyncUtils.waitForAsyncFx(
                PATIENCE * 1000L,
                () ->
                        robot.lookup(".drainboard").<Node>queryAll().stream()
                                .flatMap(Seen::within)
                                .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                                .filter(node -> spoken(node).isBlank())
                                .map(Node::toString)
                                .toList());
    }

    private static String spoken(Node node) {
        var said = node.getAccessibleText();
        if (said != null && !said.isBlank()) {
            return said;
        }
        return node instanceof Labeled labeled && labeled.getText() != null
                ? labeled.getText()
                : "";
    }

    private static Stream<Node> within(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(Seen::within))
                : Stream.of(node);
    }
}
