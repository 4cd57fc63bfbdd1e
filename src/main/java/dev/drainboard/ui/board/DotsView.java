package dev.drainboard.ui.board;

import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.Inks.Ink;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * What moves in the pipes: small pictures at whole pixels, since shapes with soft edges are what a
 * software renderer pays for. On a canvas for each gap between two columns, since with every frame
 * all is drawn again that a canvas lies under, and cards full of words are dear. Thirty frames a
 * second; none where nothing moves or nobody looks.
 */
final class DotsView {

    private static final long FRAME_NANOS = 32_000_000;
    private static final int LARGEST = 4;
    private static final int PARTS = 4;

    private final Pane root = new Pane();
    private final Inks inks;
    private final Image[] pictures = new Image[LARGEST + 1];
    private List<Gap> gaps = List.of();
    private Color colour = Color.TRANSPARENT;
    private boolean wanted = true;
    private boolean running;
    private long painted;

    private final AnimationTimer timer =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    if (now - painted >= FRAME_NANOS) {
                        painted = now;
                        paint(now / 1e9);
                    }
                }
            };

    DotsView(Inks inks) {
        this.inks = inks;
        root.setMouseTransparent(true);
        root.setManaged(false);
    }

    Region root() {
        return root;
    }

    void show(Layout layout, Scale scale) {
        var now = Gap.between(Dots.of(layout.runs(), scale));
        if (!now.equals(gaps)) {
            gaps = now;
            place();
        }
        run();
    }

    private void place() {
        while (root.getChildren().size() < gaps.size()) {
            root.getChildren().add(new Canvas());
        }
        root.getChildren().remove(gaps.size(), root.getChildren().size());
        for (int i = 0; i < gaps.size(); i++) {
            var canvas = canvas(i);
            var box = gaps.get(i).box();
            canvas.relocate(box.x(), box.y());
            canvas.setWidth(box.width());
            canvas.setHeight(box.height());
        }
    }

    private Canvas canvas(int gap) {
        return (Canvas) root.getChildren().get(gap);
    }

    /** Whether anybody looks, and wants to see motion. */
    void want(boolean motion) {
        wanted = motion;
        run();
    }

    boolean running() {
        return running;
    }

    private void run() {
        boolean should = wanted && !gaps.isEmpty();
        if (should == running) {
            return;
        }
        running = should;
        if (should) {
            timer.start();
        } else {
            timer.stop();
            clear();
        }
    }

    private void clear() {
        for (int i = 0; i < gaps.size(); i++) {
            var canvas = canvas(i);
            canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        }
    }

    private void paint(double seconds) {
        clear();
        for (int i = 0; i < gaps.size(); i++) {
            var gap = gaps.get(i);
            var pen = canvas(i).getGraphicsContext2D();
            for (var each : gap.dots()) {
                var picture = picture((int) each.size());
                double first = seconds * Dots.SPEED % each.spacing();
                for (double way = first; way < each.run().length(); way += each.spacing()) {
                    pen.drawImage(
                            picture,
                            Math.round(each.run().xAt(way) - each.size() / 2 - gap.box().x()),
                            Math.round(each.run().yAt(way) - each.size() / 2 - gap.box().y()));
                }
            }
        }
    }

    private Image picture(int size) {
        var now = inks.of(Ink.DOT);
        if (!now.equals(colour)) {
            java.util.Arrays.fill(pictures, null);
            colour = now;
        }
        if (pictures[size] == null) {
            pictures[size] = disc(size, now);
        }
        return pictures[size];
    }

    /** By hand: what a canvas was told to draw cannot be taken off it within one frame. */
    private static Image disc(int size, Color colour) {
        var image = new WritableImage(size, size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image.getPixelWriter()
                        .setColor(x, y, colour.deriveColor(0, 1, 1, covered(x, y, size / 2.0)));
            }
        }
        return image;
    }

    /** Which part of a pixel lies in a disc that touches the edges. */
    private static double covered(int x, int y, double radius) {
        int inside = 0;
        for (int part = 0; part < PARTS * PARTS; part++) {
            double px = x + (part % PARTS + 0.5) / PARTS - radius;
            double py = y + (part / PARTS + 0.5) / PARTS - radius;
            inside += Math.hypot(px, py) <= radius ? 1 : 0;
        }
        return (double) inside / (PARTS * PARTS);
    }
}
