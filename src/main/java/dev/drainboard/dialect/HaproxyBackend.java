package dev.drainboard.dialect;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A backend as {@code show stat} sums it up.
 *
 * @param queued wait for any of its servers now; those that wait for one of them are the server's
 * @param serverErrors 5xx that its clients were answered since the process began: by a server, or
 *     by HAProxy where none could
 */
public record HaproxyBackend(String name, OptionalLong queued, OptionalLong serverErrors) {

    /** What {@code show stat} writes in the place of a server. */
    static final String MARK = "BACKEND";

    public HaproxyBackend {
        Objects.requireNonNull(name);
        Objects.requireNonNull(queued);
        Objects.requireNonNull(serverErrors);
    }

    static HaproxyBackend of(HaproxyTable.Row stat) throws HaproxyAnswerException {
        return new HaproxyBackend(
                stat.need("pxname"), stat.number("qcur"), stat.number("hrsp_5xx"));
    }
}
