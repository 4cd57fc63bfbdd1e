package dev.drainboard.model;

import java.util.Objects;

/**
 * One thing that an operation needs of a host, and whether it is there.
 *
 * @param host as the cluster file names it
 * @param name what was asked ("ssh", "sudo", "tools", "configuration")
 * @param detail what was found, or what is missing
 * @param fix what to do; empty if nothing is
 */
public record HostCheck(String host, String name, Verdict verdict, String detail, String fix) {

    /** {@code NOTE}: works, and a person should know. */
    public enum Verdict {
        OK,
        NOTE,
        FAILED
    }

    public HostCheck {
        Objects.requireNonNull(host);
        Objects.requireNonNull(name);
        Objects.requireNonNull(verdict);
        Objects.requireNonNull(detail);
        Objects.requireNonNull(fix);
    }
}
