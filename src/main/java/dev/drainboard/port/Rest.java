package dev.drainboard.port;

import java.time.Duration;

/** The pause between looks; a test's rest passes at once. */
@FunctionalInterface
public interface Rest {
    void pause(Duration duration) throws InterruptedException;
}
