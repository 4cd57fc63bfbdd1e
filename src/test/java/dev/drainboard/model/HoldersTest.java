package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Holder.Request;
import dev.drainboard.model.Holder.Transaction;
import dev.drainboard.model.Holder.Websocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said to hold a drain. */
final class HoldersTest {

    private static Request request(String client, int seconds) {
        return new Request(Optional.of(client), Optional.of(Duration.ofSeconds(seconds)), "lb2");
    }

    private static Websocket websocket(int seconds) {
        return new Websocket(
                Optional.of("10.9.9.9"), Optional.of(Duration.ofSeconds(seconds)), "lb2");
    }

    private static Optional<ConnectionFacts> node(int active, int idle, int... quiet) {
        return Optional.of(
                new ConnectionFacts(
                        OptionalInt.of(active),
                        OptionalInt.of(idle),
                        OptionalInt.of(0),
                        "ss",
                        List.of(),
                        "",
                        IntStream.of(quiet)
                                .mapToObj(
                                        s ->
                                                new ConnectionFacts.InUse(
                                                        "10.0.0.2", Duration.ofSeconds(s)))
                                .toList()));
    }

    @Test
    void crons_first_then_the_oldest_request_then_websockets_that_nobody_waits_for() {
        var holders =
                Holders.of(
                        "node2",
                        Optional.of(
                                List.of(
                                        websocket(900),
                                        request("10.9.8.7", 3),
                                        request("10.9.8.8", 42))),
                        List.of(),
                        node(2, 9),
                        Optional.of(List.of("cron 'Mail queue', 42 s")));

        assertThat(holders)
                .isEqualTo(
                        new Holders(
                                List.of(
                                        new Transaction("cron 'Mail queue', 42 s"),
                                        request("10.9.8.8", 42),
                                        request("10.9.8.7", 3),
                                        websocket(900)),
                                OptionalInt.of(9),
                                List.of()));
        assertThat(holders.holding()).hasSize(3);
        assertThat(holders.all().get(1).words())
                .isEqualTo("a request of 10.9.8.8 for 42 s, seen by lb2");
        assertThat(holders.all().get(3).words())
                .isEqualTo("a websocket of 10.9.9.9 for 900 s, seen by lb2");
    }

    @Test
    void where_a_balancer_cannot_name_them_the_nodes_own_sockets_do() {
        var holders =
                Holders.of(
                        "node2", Optional.empty(), List.of(), node(2, 0, 61, 2), Optional.empty());

        assertThat(holders.all())
                .extracting(Holder::words)
                .containsExactly(
                        "a request of 10.0.0.2 for 61 s, seen by ss on node2",
                        "a request of 10.0.0.2 for 2 s, seen by ss on node2");
        assertThat(holders.gaps()).isEmpty();
    }

    @Test
    void what_nobody_names_is_said_all_the_same() {
        assertThat(
                        Holders.of(
                                        "node2",
                                        Optional.of(List.of(request("10.9.8.7", 3))),
                                        List.of("lb1 did not tell: it is gone."),
                                        node(4, 0),
                                        Optional.empty())
                                .gaps())
                .containsExactly(
                        "lb1 did not tell: it is gone.",
                        "3 more requests are in use on node2 than are named");
    }

    @Test
    void of_hundreds_the_oldest_are_named_and_the_others_counted() {
        var all = IntStream.range(0, 130).<Holder>mapToObj(i -> request("10.9.8.7", i)).toList();
        var holders =
                Holders.of("node2", Optional.of(all), List.of(), node(130, 0), Optional.empty());

        assertThat(holders.all()).hasSize(50);
        assertThat(holders.all().getFirst()).isEqualTo(request("10.9.8.7", 129));
        assertThat(holders.gaps()).containsExactly("80 more requests are younger than these");
    }

    @Test
    void a_node_that_cannot_be_reached_leaves_idle_unknown() {
        assertThat(
                        Holders.of(
                                        "node2",
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty())
                                .idle())
                .isEmpty();
    }
}
