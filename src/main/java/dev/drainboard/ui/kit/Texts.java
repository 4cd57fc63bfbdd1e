package dev.drainboard.ui.kit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of the window, all from one bundle. */
public final class Texts {

    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("dev.drainboard.ui.kit.texts", Locale.ROOT);

    private Texts() {}

    /**
     * @throws java.util.MissingResourceException if there is no such text
     */
    public static String text(String key, Object... arguments) {
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(arguments);
    }

    /** The text of a constant: "node.state" and HEALTH_GATE are "node.state.health_gate". */
    public static String text(String prefix, Enum<?> constant) {
        return text(prefix + "." + constant.name().toLowerCase(Locale.ROOT));
    }
}
