package dev.drainboard.ui.board;

/** A rectangle on the board, in pixels from its upper left corner. */
record Box(double x, double y, double width, double height) {

    double right() {
        return x + width;
    }

    double bottom() {
        return y + height;
    }

    double middle() {
        return y + height / 2;
    }

    /** On whole pixels, so that edges stay sharp and what touches still does. */
    Box times(double scale) {
        double left = Math.round(x * scale);
        double top = Math.round(y * scale);
        return new Box(
                left, top, Math.round(right() * scale) - left, Math.round(bottom() * scale) - top);
    }

    boolean holds(double px, double py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }
}
