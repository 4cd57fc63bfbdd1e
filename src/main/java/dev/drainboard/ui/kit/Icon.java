package dev.drainboard.ui.kit;

import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;

/** Signs of things and deeds, as lines on a grid of 20; states have a {@link Glyph}. */
public enum Icon {
    TOPOLOGY(
            "M5 7.5a2.5 2.5 0 1 0 0 5a2.500 2.500 0 1 0 0-5zM15 2.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5zM15 12.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5zM7.200 8.800l5.600-2.700M7.200 11.200l5.600 2.700"),
    NODES("M3 3.500h14v5H3zM3 11.500h14v5H3zM6 6h.1M6 14h.1"),
    ROLLOUTS(
            "M10 2L18 6.500 10 11 2 6.500zM2.500 10L10 14.200 17.500 10M2.500 13.500L10 17.700 17.500 13.500"),
    KEYS(
            "M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 1 0 0-15zM7.900 7.700a2.100 2.100 0 1 1 3.100 1.900c-.7.400-1 .8-1 1.500M10 13.800v.1"),
    SETTINGS(
            "M4 3v5M4 12v5M10 3v8M10 15v2M16 3v2M16 9v8M1.800 10h4.400M7.800 13h4.400M13.800 7h4.400"),
    SEARCH("M9 3a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM13.300 13.300L17.500 17.500"),
    LOCK("M4 9h12v8.500H4zM6.500 9V6a3.500 3.500 0 0 1 7 0v3"),
    LOCK_OPEN("M4 9h12v8.500H4zM6.500 9V6a3.500 3.500 0 0 1 6.800-1.200"),
    THEME(
            "M10 6.200a3.800 3.800 0 1 0 0 7.600a3.800 3.800 0 1 0 0-7.600zM10 1.500v1.700M10 16.800v1.700M1.500 10h1.700M16.800 10h1.700M4 4l1.200 1.200M14.800 14.800L16 16M4 16l1.200-1.200M14.800 5.200L16 4"),
    CLOSE("M5 5l10 10M15 5L5 15"),
    COPY("M7 7h10v10H7zM4 13H3V3h10v1"),
    DOWN("M5 7.500l5 5 5-5"),
    UP("M5 12.500l5-5 5 5"),
    DATABASE(
            "M3.500 5c0-3.300 13-3.300 13 0s-13 3.300-13 0zM3.500 5v10c0 3.300 13 3.300 13 0V5M3.500 10c0 3.300 13 3.300 13 0"),
    DISK("M2.500 10.500L5 4.500h10l2.500 6v5.500h-15zM2.500 10.500h15M5.500 13.300h.1M8 13.300h.1"),
    GLOBE(
            "M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16zM2 10h16M10 2c2.700 2.300 3.700 5 3.700 8s-1 5.700-3.700 8c-2.700-2.300-3.700-5-3.700-8s1-5.700 3.700-8z"),
    DRAINBOARD("M3 5.500h14M3 10h8M3 14.500h4M14 9v7M11 13l3 3 3-3");

    private static final double GRID = 20;

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    /**
     * A square of {@code size} pixels, more where text is larger; its colour is the style sheet's.
     */
    public Region draw(double size) {
        var line = new SVGPath();
        line.setContent(path);
        line.getStyleClass().add("icon-line");
        var square = new Square(new Group(line), size, GRID);
        square.getStyleClass().add("icon");
        square.setMouseTransparent(true);
        return square;
    }
}
