package dev.drainboard.ui.kit;

import javafx.scene.control.Label;

/** A key as it stands on the keyboard, beside what it does. */
public final class KeyCap {

    private KeyCap() {}

    public static Label of(String key) {
        var cap = Views.label(key, "key-cap", "mono");
        cap.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        cap.setMouseTransparent(true);
        return cap;
    }
}
