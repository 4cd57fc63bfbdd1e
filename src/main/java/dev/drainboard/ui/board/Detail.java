package dev.drainboard.ui.board;

import java.util.List;

/**
 * How much of each node is shown: the more nodes and the less room, the less of each. In three
 * stops, never something between.
 */
public enum Detail {
    /** Everything, with room for a second line. */
    CARDS(248, 140, 22),
    /** The same in less height. */
    LOW_CARDS(248, 88, 10),
    /** Two short lines, each with pipes of its own. */
    ROWS(248, 44, 8),
    /** The same in two columns, in the frame of its zone. */
    FRAMED_ROWS(203, 44, 8),
    /** A tile in the frame of its zone. */
    TILES(53, 58, 7),
    /** A sign in the frame of its zone. */
    DOTS(10, 10, 4);

    private static final int MOST_CARDS = 6;
    private static final int MOST_ROWS = 16;
    private static final int MOST_TILES = 60;

    private final double width;
    private final double height;
    private final double gap;

    Detail(double width, double height, double gap) {
        this.width = width;
        this.height = height;
        this.gap = gap;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    double gap() {
        return gap;
    }

    /** Whether nodes stand in the frames of their zones, and pipes end there. */
    boolean framed() {
        return this == FRAMED_ROWS || painted();
    }

    /** Whether nodes are painted on a canvas, being too many for parts of a scene. */
    boolean painted() {
        return this == TILES || this == DOTS;
    }

    boolean rows() {
        return this == ROWS || this == FRAMED_ROWS;
    }

    /**
     * @param room the height that there is for the nodes' column
     */
    static Detail of(int nodes, double room) {
        if (nodes <= MOST_CARDS) {
            if (CARDS.column(nodes) <= room) {
                return CARDS;
            }
            if (LOW_CARDS.column(nodes) <= room) {
                return LOW_CARDS;
            }
        }
        if (nodes <= MOST_ROWS) {
            return ROWS.column(nodes) <= room ? ROWS : FRAMED_ROWS;
        }
        return nodes <= MOST_TILES ? TILES : DOTS;
    }

    /** The stops of a zoom by hand, from far to near. */
    private static final List<Detail> STOPS = List.of(DOTS, TILES, FRAMED_ROWS, CARDS);

    /**
     * The next stop by hand. A part of the scene for each of many nodes would not keep the frame
     * time, so that many are not shown as near as few.
     *
     * @param nodes how many there are
     * @param nearer or farther
     */
    Detail zoomed(int nodes, boolean nearer) {
        int at = STOPS.indexOf(this == LOW_CARDS ? CARDS : this == ROWS ? FRAMED_ROWS : this);
        int nearest = nodes <= MOST_ROWS ? 3 : nodes <= MOST_TILES ? 2 : 1;
        var stop = STOPS.get(Math.clamp(at + (nearer ? 1 : -1), 0, Math.max(at, nearest)));
        return stop == STOPS.get(at) ? this : stop;
    }

    private double column(int nodes) {
        return nodes * height + Math.max(0, nodes - 1) * gap;
    }
}
