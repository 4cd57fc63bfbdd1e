package dev.drainboard.dialect;

import java.util.Locale;

/**
 * {@code srv_admin_state} of {@code show servers state}: what was asked of a server, by whom. The
 * two forced bits exclude each other and are what {@code set server ... state} sets; the others
 * come from the file, from a tracked server, or from the resolver.
 */
public record HaproxyAdmin(int bits) {

    private static final int FORCED_MAINT = 0x01;
    private static final int INHERITED_MAINT = 0x02;
    private static final int CONFIG_MAINT = 0x04;
    private static final int FORCED_DRAIN = 0x08;
    private static final int INHERITED_DRAIN = 0x10;
    private static final int UNRESOLVED = 0x20;
    private static final int KNOWN = 0x7f;

    /** The bits that {@code set server ... state} sets. */
    public static final int FORCED = FORCED_MAINT | FORCED_DRAIN;

    public HaproxyAdmin {
        if (bits < 0) {
            throw new IllegalArgumentException("not admin bits: " + bits);
        }
    }

    /** The word of {@code set server ... state}. */
    public enum Word {
        READY(0),
        DRAIN(FORCED_DRAIN),
        MAINT(FORCED_MAINT);

        private final int bits;

        Word(int bits) {
            this.bits = bits;
        }

        public int bits() {
            return bits;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was asked of this server by {@code set server ... state}, or by the file. */
    public Word asked() {
        if ((bits & FORCED_MAINT) != 0) {
            return Word.MAINT;
        }
        return (bits & FORCED_DRAIN) != 0 ? Word.DRAIN : Word.READY;
    }

    /** Out whoever asked for it. */
    public boolean maint() {
        return (bits & (FORCED_MAINT | INHERITED_MAINT | UNRESOLVED)) != 0;
    }

    public boolean drain() {
        return (bits & (FORCED_DRAIN | INHERITED_DRAIN)) != 0;
    }

    /** Because of a server that it tracks: {@code state ready} does not bring it back. */
    public boolean inherited() {
        return (bits & (INHERITED_MAINT | INHERITED_DRAIN)) != 0;
    }

    /** {@code disabled} stands in the file, which a reload obeys again. */
    public boolean configDisabled() {
        return (bits & CONFIG_MAINT) != 0;
    }

    /** Its name does not resolve. */
    public boolean unresolved() {
        return (bits & UNRESOLVED) != 0;
    }

    /** A bit of a later version: what it means is not known, so neither is the state. */
    public boolean known() {
        return (bits & ~KNOWN) == 0;
    }
}
