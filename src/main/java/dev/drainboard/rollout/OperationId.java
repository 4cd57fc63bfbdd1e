package dev.drainboard.rollout;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names of operations: when it began, in UTC, and four characters that tell two of the same second
 * apart.
 */
final class OperationId {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private OperationId() {}

    static String next(InstantSource clock) {
        int tail = ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36);
        return SECOND.format(clock.instant())
                + "-"
                + "%4s".formatted(Integer.toString(tail, 36)).replace(' ', '0');
    }
}
