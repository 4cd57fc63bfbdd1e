package dev.drainboard.dialect;

import java.util.Objects;

/**
 * A word of ours in one entry of an upstream: what a drain adds and a restore takes back.
 *
 * @param nth which of the like entries of this file, upstream and address, from 0
 * @param of how many there were
 * @param word {@link #DOWN} or {@link #NEVER_FAILED}
 */
public record NginxAddition(
        String file, String upstream, String address, int nth, int of, String word) {

    /** Takes the server out of rotation. */
    public static final String DOWN = "down";

    /**
     * For the last server left: one aborted request would else take it out for ten seconds, and
     * with it everything.
     */
    public static final String NEVER_FAILED = "max_fails=0";

    public NginxAddition {
        Objects.requireNonNull(file);
        Objects.requireNonNull(upstream);
        Objects.requireNonNull(address);
        if (nth < 0 || of <= nth || !(word.equals(DOWN) || word.equals(NEVER_FAILED))) {
            throw new IllegalArgumentException(
                    "not an addition: " + nth + " of " + of + " " + word);
        }
    }

    static NginxAddition to(NginxServer server, String word) {
        return new NginxAddition(
                server.file(),
                server.upstream(),
                server.address(),
                server.nth(),
                server.of(),
                word);
    }

    /** Whether it was made to an entry like this one. */
    boolean like(NginxServer server) {
        return file.equals(server.file())
                && upstream.equals(server.upstream())
                && address.equals(server.address());
    }

    /** Whether the server says already what the word says. */
    boolean said(NginxServer server) {
        return word.equals(DOWN)
                ? server.down()
                : server.parameter("max_fails").equals(java.util.Optional.of("0"));
    }
}
