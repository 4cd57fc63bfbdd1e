package dev.drainboard.ui.frame;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;

/**
 * A line that nobody sees and a screen reader is told of. JavaFX has no live region of its own:
 * what comes nearest is a text whose change is notified.
 */
final class LiveRegion {

    private final Label line = new Label();

    LiveRegion() {
        line.setId("live-region");
        line.setAccessibleRole(AccessibleRole.TEXT);
        line.setManaged(false);
        line.setOpacity(0);
        line.setMouseTransparent(true);
    }

    Label root() {
        return line;
    }

    void say(String sentence) {
        line.setText(sentence);
        line.setAccessibleText(sentence);
        line.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
}
