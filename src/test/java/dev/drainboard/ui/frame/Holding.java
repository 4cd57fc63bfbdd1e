package dev.drainboard.ui.frame;

import dev.drainboard.model.Holder;
import dev.drainboard.model.Holders;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is still at work on a node that drains. */
final class Holding {

    private Holding() {}

    static Holders some() {
        return new Holders(
                List.of(
                        new Holder.Transaction("cron 'Mail queue', 42 s"),
                        request("203.0.113.24", 31),
                        request("198.51.100.7", 28),
                        request("203.0.113.90", 12),
                        socket("192.0.2.14", 9670),
                        socket("192.0.2.15", 4724)),
                OptionalInt.of(3),
                List.of("4 more requests are in use on node2 than are named"));
    }

    private static Holder request(String client, int seconds) {
        return new Holder.Request(
                Optional.of(client), Optional.of(Duration.ofSeconds(seconds)), "lb2");
    }

    private static Holder socket(String client, int seconds) {
        return new Holder.Websocket(
                Optional.of(client), Optional.of(Duration.ofSeconds(seconds)), "lb2");
    }
}
