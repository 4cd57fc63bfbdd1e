package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of a node's log.
 *
 * @param at empty for a line without a time: the rest of a traceback
 * @param logger "odoo.addons.base.models.ir_cron"; empty for a line without one
 * @param text without time, level and logger; control characters are out
 * @param access of a request, if the line is werkzeug's
 */
public record LogLine(
        Optional<Instant> at, Level level, String logger, String text, Optional<Access> access) {

    /** As Python names them. */
    public enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR,
        CRITICAL,
        /** The line names none: the rest of a traceback, another program's output. */
        NONE
    }

    public LogLine {
        Objects.requireNonNull(at);
        Objects.requireNonNull(level);
        Objects.requireNonNull(logger);
        Objects.requireNonNull(text);
        Objects.requireNonNull(access);
    }

    /**
     * A request that was answered.
     *
     * @param client its address, as Odoo saw it
     * @param path without the query, which may carry a secret
     * @param took empty where Odoo does not say
     */
    public record Access(
            String client, String method, String path, int status, Optional<Duration> took) {
        public Access {
            Objects.requireNonNull(client);
            Objects.requireNonNull(method);
            Objects.requireNonNull(path);
            Objects.requireNonNull(took);
            if (status < 100 || status > 999) {
                throw new IllegalArgumentException("not a status: " + status);
            }
        }
    }
}
