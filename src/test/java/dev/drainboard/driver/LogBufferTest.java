package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Fault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A host that writes faster than anybody reads. */
class LogBufferTest {

    private final LogBuffer buffer = new LogBuffer();

    @Test
    void what_is_too_much_is_dropped_oldest_first_and_counted_once() throws Exception {
        for (int i = 0; i < LogBuffer.MOST + 300; i++) {
            buffer.add("line " + i);
        }
        var first = (LogBuffer.Next.Lines) buffer.take();
        assertThat(first.dropped()).isEqualTo(300);
        assertThat(first.lines())
                .isEqualTo(IntStream.range(300, 500).mapToObj(i -> "line " + i).toList());
        assertThat(((LogBuffer.Next.Lines) buffer.take()).dropped()).isZero();
    }

    @Test
    void a_line_of_a_megabyte_is_cut_and_a_mark_of_ours_is_no_line() throws Exception {
        buffer.add("\u0001");
        buffer.add("x".repeat(1_000_000));
        assertThat(((LogBuffer.Next.Lines) buffer.take()).lines().getFirst())
                .hasSize(LogBuffer.LONGEST);
    }

    @Test
    void what_came_before_the_end_is_still_read_and_the_first_end_counts() throws Exception {
        var why = Fault.of(Fault.Kind.UNREACHABLE, "x", "what", "why", "fix");
        buffer.add("last");
        buffer.end(Optional.of(why));
        buffer.end(Optional.empty());
        buffer.add("too late");

        assertThat(buffer.take()).isEqualTo(new LogBuffer.Next.Lines(List.of("last"), 0));
        assertThat(buffer.take()).isEqualTo(new LogBuffer.Next.End(Optional.of(why)));
    }

    @Test
    void who_closes_it_gets_no_line_any_more() throws Exception {
        buffer.add("unread");
        buffer.forget();
        assertThat(buffer.take()).isEqualTo(new LogBuffer.Next.End(Optional.empty()));
    }

    @Test
    void who_waits_is_woken_by_a_line() throws Exception {
        var taken =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return buffer.take();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        buffer.add("news");
        assertThat(taken.get(5, TimeUnit.SECONDS))
                .isEqualTo(new LogBuffer.Next.Lines(List.of("news"), 0));
    }
}
