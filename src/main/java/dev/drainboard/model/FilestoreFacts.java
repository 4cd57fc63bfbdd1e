package dev.drainboard.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The filestore as one node sees it.
 *
 * @param type as in /proc/mounts ("nfs4", "fuse.sshfs"); "none" if the path is on the node's own
 *     disk
 * @param source as in /proc/mounts ("nas1:/odoo")
 * @param identity equal on two nodes that see the same file system
 * @param hungSince the mount does not answer; the probe ended all the same
 */
public record FilestoreFacts(
        String type, String source, String identity, Optional<Instant> hungSince) {

    public FilestoreFacts {
        Objects.requireNonNull(type);
        Objects.requireNonNull(source);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(hungSince);
    }
}
