package dev.drainboard.sandbox;

import java.util.Optional;

/** A server of a backend: what was asked of it, what its checks say, and what it does. */
final class Server {

    static final int RISE = 2;
    static final int FALL = 2;

    /** Checks count from 0 to here; up from {@link #RISE} on. */
    static final int BEST = RISE + FALL - 1;

    private static final int MOST_WEIGHT = 256;
    private static final long SECOND = 1_000_000_000L;

    /** What {@code set server ... state} sets, with its bit of {@code srv_admin_state}. */
    enum Asked {
        READY(0),
        MAINT(1),
        DRAIN(8);

        private final int bit;

        Asked(int bit) {
            this.bit = bit;
        }

        int bit() {
            return bit;
        }
    }

    private final String name;
    private final String address;
    private final int port;
    private final int number;
    private final Figures figures = new Figures();
    private Asked asked = Asked.READY;
    private int weight = 1;
    private int health = BEST;
    private Optional<CheckResult> check = Optional.empty();
    private long failedChecks;
    private long falls;
    private long changed = System.nanoTime();
    private long downNanos;

    /** Of the smooth round-robin; guarded by its backend. */
    int credit;

    Server(String name, String address, int port, int number) {
        this.name = name;
        this.address = address;
        this.port = port;
        this.number = number;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    int port() {
        return port;
    }

    /** Within its backend, from 1. */
    int number() {
        return number;
    }

    Figures figures() {
        return figures;
    }

    synchronized boolean checked() {
        return asked != Asked.MAINT;
    }

    /** Its checks all say the same. */
    synchronized boolean steady() {
        return health == BEST || health == 0;
    }

    /** Takes new clients. */
    synchronized boolean takesNew() {
        return asked == Asked.READY && up() && weight > 0;
    }

    /** Takes clients that are bound to it by their cookie. */
    synchronized boolean takesBound() {
        return asked != Asked.MAINT && up();
    }

    synchronized int weight() {
        return weight;
    }

    private boolean up() {
        return health >= RISE;
    }

    synchronized void ask(Asked wanted) {
        if (wanted == asked) {
            return;
        }
        boolean wasUp = running();
        if (asked == Asked.MAINT) {
            health = RISE; // up, and down at the first check that fails
        }
        asked = wanted;
        noteChange(wasUp);
    }

    /** As HAProxy takes it: a number to 256, or percent of the file's. */
    synchronized Optional<String> weight(String text) {
        boolean percent = text.endsWith("%");
        var digits = percent ? text.substring(0, text.length() - 1) : text;
        if (!digits.matches("\\d{1,6}")) {
            return Optional.of(
                    digits.isEmpty() || !Character.isDigit(digits.charAt(0))
                            ? "Empty weight string empty or preceded by garbage"
                            : "Trailing garbage in weight string");
        }
        int value = Integer.parseInt(digits);
        if (percent ? value > 100 * MOST_WEIGHT : value > MOST_WEIGHT) {
            return Optional.of(
                    percent
                            ? "Relative weight must be positive."
                            : "Absolute weight can only be between 0 and 256 inclusive.");
        }
        weight = percent ? Math.min(MOST_WEIGHT, (value + 99) / 100) : value;
        return Optional.empty();
    }

    synchronized void checked(CheckResult result) {
        if (asked == Asked.MAINT) {
            return;
        }
        boolean wasUp = running();
        check = Optional.of(result);
        if (result.passed()) {
            health = health + 1 >= RISE ? BEST : health + 1;
        } else {
            if (up()) {
                failedChecks++;
            }
            health = health - 1 >= RISE ? health - 1 : 0;
        }
        if (wasUp && !up()) {
            falls++;
        }
        noteChange(wasUp);
    }

    private boolean running() {
        return asked != Asked.MAINT && up();
    }

    private void noteChange(boolean wasUp) {
        if (wasUp != running()) {
            if (!wasUp) {
                downNanos += System.nanoTime() - changed;
            }
            changed = System.nanoTime();
        }
    }

    synchronized ServerNow now() {
        long since = (System.nanoTime() - changed) / SECOND;
        long downtime = downNanos / SECOND + (running() ? 0 : since);
        return new ServerNow(
                this, asked, weight, health, check, failedChecks, falls, since, downtime);
    }
}
