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

    boolean holds(double px, double py) {
        return px >= x && px < right() && py >= y && py < bottom();
    }
}
