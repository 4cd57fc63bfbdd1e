package dev.drainboard.driver;

import dev.drainboard.model.FaultException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer that is dear to get and seldom changes: asked again when it is old, when its key
 * changed, or when it was forgotten. Readings are taken each second; this is for the part of them
 * that need not be.
 */
final class Remembered<K, V> {

    /** What asks. */
    interface Question<V> {
        V ask() throws FaultException;
    }

    private record Answer<K, V>(K key, V value, Instant at) {}

    private final InstantSource clock;
    private final Duration life;
    private Optional<Answer<K, V>> last = Optional.empty();

    Remembered(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    synchronized V get(K key, Question<V> question) throws FaultException {
        var now = clock.instant();
        var fresh =
                last.filter(answer -> Objects.equals(answer.key(), key))
                        .filter(answer -> now.isBefore(answer.at().plus(life)));
        if (fresh.isPresent()) {
            return fresh.get().value();
        }
        var value = question.ask();
        last = Optional.of(new Answer<>(key, value, now));
        return value;
    }

    synchronized void forget() {
        last = Optional.empty();
    }
}
