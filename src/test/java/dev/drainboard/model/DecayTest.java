package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Decay.Left;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is said of a drain under way, on curves as real ones are. */
final class DecayTest {

    private static final Instant START = Scene.NOW;

    /** One look a second, beginning with the drain. */
    private static List<Left> looks(int... left) {
        var looks = new ArrayList<Left>();
        for (int i = 0; i < left.length; i++) {
            looks.add(new Left(START.plusSeconds(i), left[i]));
        }
        return looks;
    }

    /** Requests that end at these seconds, looked at each second until {@code now}. */
    private static List<Left> looks(double[] ends, int now) {
        var looks = new ArrayList<Left>();
        for (int second = 0; second <= now; second++) {
            int at = second;
            looks.add(
                    new Left(
                            START.plusSeconds(second),
                            (int) DoubleStream.of(ends).filter(end -> end > at).count()));
        }
        return looks;
    }

    private static double[] exponential(Random random, int requests, double mean) {
        return random.doubles(requests).map(u -> -Math.log(1 - u) * mean).toArray();
    }

    @Test
    void nothing_is_left() {
        assertThat(Decay.of(looks(7, 3, 0))).isEqualTo(new Decay.Over());
        assertThat(Decay.of(looks(0))).isEqualTo(new Decay.Over());
    }

    @Test
    void nothing_is_said_of_what_was_hardly_looked_at() {
        assertThat(Decay.of(List.of())).isEqualTo(new Decay.Unknown("nobody has looked yet"));
        assertThat(Decay.of(looks(40, 20))).isEqualTo(new Decay.Unknown("too few looks"));
    }

    @Test
    void what_does_not_fall_has_no_end() {
        assertThat(Decay.of(looks(12, 15, 11, 14, 12, 13)))
                .isEqualTo(new Decay.Unknown("it is not falling"));
    }

    /** Of 500 drains of 40 requests of 3 s, asked after 4 s. */
    @Test
    void the_guess_of_an_exponential_decay_is_right_more_often_than_it_promises() {
        int within = 0;
        int asked = 0;
        var wrong = new ArrayList<Double>();
        for (int seed = 0; seed < 500; seed++) {
            var ends = exponential(new Random(seed), 40, 3);
            if (Decay.of(looks(ends, 4)) instanceof Decay.Falling falling) {
                double real = DoubleStream.of(ends).max().getAsDouble() - 4;
                asked++;
                within += between(falling, real) ? 1 : 0;
                wrong.add(Math.abs(Math.log(falling.eta().toMillis() / 1000.0 / real)));
            }
        }
        assertThat(asked).isGreaterThan(490);
        assertThat(within / (double) asked).isBetween(0.8, 0.99);
        wrong.sort(null);
        assertThat(wrong.get(wrong.size() / 2))
                .as("half of all guesses are no more than a third off")
                .isLessThan(Math.log(1.5));
    }

    private static boolean between(Decay.Falling falling, double seconds) {
        return seconds * 1000 >= falling.soonest().toMillis()
                && seconds * 1000 <= falling.latest().toMillis();
    }

    @Test
    void confidence_comes_with_what_was_seen_to_end() {
        var ends = exponential(new Random(7), 100, 4);
        assertThat(confidence(Decay.of(looks(ends, 8)))).isEqualTo(Decay.Confidence.GOOD);
        assertThat(confidence(Decay.of(looks(10, 9, 8)))).isEqualTo(Decay.Confidence.LOW);
    }

    private static Decay.Confidence confidence(Decay decay) {
        return ((Decay.Falling) decay).confidence();
    }

    /** Twenty requests of half a second, and one report of a minute. */
    @Test
    void a_long_report_is_named_a_holder_and_not_guessed_at() {
        var ends =
                DoubleStream.concat(
                                DoubleStream.of(exponential(new Random(3), 20, 0.5)),
                                DoubleStream.of(60))
                        .toArray();

        assertThat(Decay.of(looks(ends, 20))).isInstanceOf(Decay.Held.class);
        var held = (Decay.Held) Decay.of(looks(ends, 20));
        assertThat(held.left()).isEqualTo(1);
        assertThat(held.lasted()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
        assertThat(Decay.of(looks(ends, 60))).isEqualTo(new Decay.Over());
    }

    @Test
    void a_single_report_holds_from_the_beginning() {
        assertThat(Decay.of(looks(1, 1, 1))).isEqualTo(new Decay.Unknown("it is not falling"));
        assertThat(Decay.of(looks(1, 1, 1, 1, 1, 1, 1)))
                .isEqualTo(new Decay.Held(1, Duration.ofSeconds(6)));
    }

    /**
     * Requests of half a minute each: a pause of six seconds is what one expects of two of them.
     */
    @Test
    void a_slow_decay_is_not_taken_for_a_held_one() {
        assertThat(
                        Decay.of(
                                looks(
                                        4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2,
                                        2, 2)))
                .isInstanceOf(Decay.Falling.class);
    }

    /** First many short ones went, then the twelve long ones go one every four seconds. */
    @Test
    void when_only_the_long_ones_are_left_their_pace_counts() {
        var ends =
                DoubleStream.concat(
                                DoubleStream.of(exponential(new Random(11), 60, 1)),
                                java.util.stream.IntStream.range(0, 12)
                                        .mapToDouble(i -> 6.5 + 4 * i))
                        .toArray();
        var falling = (Decay.Falling) Decay.of(looks(ends, 30));

        assertThat(falling.eta())
                .as("not of the first seconds")
                .isGreaterThan(Duration.ofSeconds(10));
        assertThat(falling.latest()).isGreaterThan(Duration.ofSeconds(20));
        assertThat(falling.confidence()).isEqualTo(Decay.Confidence.LOW);
    }
}
