package dev.drainboard.ui.kit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/**
 * The colours of the style sheet, and the size of its text, for what is drawn on a canvas, which no
 * style reaches. An unseen part of the scene: the style sheet gives {@code -ink-http} and its like
 * to {@code .inks}.
 */
public final class Inks extends Region {

    /** A colour by its role; {@code LINE2} is {@code -ink-line2}. */
    public enum Ink {
        CANVAS,
        APP,
        PANEL,
        RAISED,
        LINE,
        LINE2,
        LINE3,
        FG,
        FG2,
        FG3,
        ACCENT,
        OK,
        OK_SOFT,
        PLAN,
        PLAN_SOFT,
        WARN,
        WARN_SOFT,
        FAIL,
        FAIL_SOFT,
        OUT,
        OUT_SOFT,
        HTTP,
        WS,
        DB,
        FS,
        CASING,
        DOT;

        private final CssMetaData<Inks, Paint> style =
                new CssMetaData<>(
                        "-ink-" + name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        StyleConverter.getPaintConverter(),
                        Color.GRAY) {
                    @Override
                    public boolean isSettable(Inks inks) {
                        return true;
                    }

                    @Override
                    public StyleableProperty<Paint> getStyleableProperty(Inks inks) {
                        return inks.colours.get(Ink.this);
                    }
                };
    }

    /** The size of text for which everything was drawn; {@code window.css} says the same. */
    private static final double DRAWN_FOR = 13;

    private static final CssMetaData<Inks, Number> EM =
            new CssMetaData<>("-ink-em", StyleConverter.getSizeConverter(), DRAWN_FOR) {
                @Override
                public boolean isSettable(Inks inks) {
                    return true;
                }

                @Override
                public StyleableProperty<Number> getStyleableProperty(Inks inks) {
                    return inks.em;
                }
            };

    private static final List<CssMetaData<? extends Styleable, ?>> STYLES = styles();

    private final Runnable changed;
    private final SimpleStyleableObjectProperty<Number> em =
            new SimpleStyleableObjectProperty<>(EM, DRAWN_FOR);
    private Map<Ink, Paint> told = Map.of();
    private double toldScale = 1;
    private final Map<Ink, SimpleStyleableObjectProperty<Paint>> colours = new EnumMap<>(Ink.class);

    /**
     * @param changed runs when another theme gave other colours or text has another size: once for
     *     all of them, in the layout that follows
     */
    public Inks(Runnable changed) {
        this.changed = changed;
        getStyleClass().add("inks");
        setManaged(false);
        setVisible(false);
        for (var ink : Ink.values()) {
            var colour = new SimpleStyleableObjectProperty<Paint>(ink.style, Color.GRAY);
            colour.addListener((property, before, now) -> requestLayout());
            colours.put(ink, colour);
        }
        em.addListener((property, before, now) -> requestLayout());
    }

    @Override
    protected void layoutChildren() {
        var now = new EnumMap<Ink, Paint>(Ink.class);
        colours.forEach((ink, colour) -> now.put(ink, colour.get()));
        if (!now.equals(told) || scale() != toldScale) {
            told = now;
            toldScale = scale();
            changed.run();
        }
    }

    /** How much larger text is than it was drawn for; 1: it is not. */
    public double scale() {
        return Math.round(em.get().doubleValue() / DRAWN_FOR * 100) / 100.0;
    }

    public Color of(Ink ink) {
        return (Color) colours.get(ink).get();
    }

    /** The colour of a state; its soft one lies below text. */
    public Color of(Glyph glyph) {
        return of(
                switch (glyph) {
                    case HEALTHY -> Ink.OK;
                    case DEGRADED -> Ink.WARN;
                    case FAILED -> Ink.FAIL;
                    case DRAINING, UPDATING, HEALTH_GATE, WARMING_UP -> Ink.PLAN;
                    case OUT, WAITING, UNKNOWN -> Ink.OUT;
                });
    }

    private static List<CssMetaData<? extends Styleable, ?>> styles() {
        var all = new ArrayList<>(Region.getClassCssMetaData());
        for (var ink : Ink.values()) {
            all.add(ink.style);
        }
        all.add(EM);
        return List.copyOf(all);
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLES;
    }
}
