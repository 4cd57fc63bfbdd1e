package dev.drainboard.ui.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.transform.Scale;

/** A small drawing that grows with the text beside it. */
final class Square extends StackPane {

    /** The size of text beside which a drawing has the size it was asked for. */
    private static final double DRAWN_FOR = 13;

    private static final CssMetaData<Square, Number> EM =
            new CssMetaData<>("-square-em", StyleConverter.getSizeConverter(), DRAWN_FOR) {
                @Override
                public boolean isSettable(Square square) {
                    return true;
                }

                @Override
                public StyleableProperty<Number> getStyleableProperty(Square square) {
                    return square.em;
                }
            };

    private static final List<CssMetaData<? extends Styleable, ?>> STYLES = styles();

    private final SimpleStyleableObjectProperty<Number> em =
            new SimpleStyleableObjectProperty<>(EM, DRAWN_FOR);
    private final Scale scale = new Scale();
    private final double size;
    private final double grid;

    /**
     * @param size in pixels, beside text of its usual size
     * @param grid on which it was drawn
     */
    Square(Node drawing, double size, double grid) {
        this.size = size;
        this.grid = grid;
        drawing.getTransforms().add(scale);
        getChildren().add(new Group(drawing));
        em.addListener((property, before, now) -> fit());
        fit();
    }

    private void fit() {
        // words of 11 or 14 pixels are still words of the usual size
        double text = Math.round(10 * em.get().doubleValue() / DRAWN_FOR) / 10.0;
        double side = size * text;
        scale.setX(side / grid);
        scale.setY(side / grid);
        setMinSize(side, side);
        setPrefSize(side, side);
        setMaxSize(side, side);
    }

    private static List<CssMetaData<? extends Styleable, ?>> styles() {
        var all = new ArrayList<>(StackPane.getClassCssMetaData());
        all.add(EM);
        return List.copyOf(all);
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLES;
    }
}
