package dev.drainboard.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** One thing that is still at work on a node that drains. */
public sealed interface Holder {

    /** In one line for a person: "a request of 10.1.2.3 for 42 s, seen by lb1". */
    String words();

    /** Whether the drain waits for it. */
    boolean holds();

    /**
     * A request in use.
     *
     * @param client who asked, as far as the source can tell
     * @param age how long it has been under way
     * @param by who sees it ("lb1", "ss on node2")
     */
    record Request(Optional<String> client, Optional<Duration> age, String by) implements Holder {
        public Request {
            Objects.requireNonNull(client);
            Objects.requireNonNull(age);
            Objects.requireNonNull(by);
        }

        @Override
        public String words() {
            return "a request" + Holder.of(client, age) + ", seen by " + by;
        }

        @Override
        public boolean holds() {
            return true;
        }
    }

    /** A websocket: shown, and never waited for. */
    record Websocket(Optional<String> client, Optional<Duration> age, String by) implements Holder {
        public Websocket {
            Objects.requireNonNull(client);
            Objects.requireNonNull(age);
            Objects.requireNonNull(by);
        }

        @Override
        public String words() {
            return "a websocket" + Holder.of(client, age) + ", seen by " + by;
        }

        @Override
        public boolean holds() {
            return false;
        }
    }

    /**
     * A transaction of a cron or of the queue.
     *
     * @param what "cron 'Mail queue', 42 s"
     */
    record Transaction(String what) implements Holder {
        public Transaction {
            Objects.requireNonNull(what);
        }

        @Override
        public String words() {
            return what;
        }

        @Override
        public boolean holds() {
            return true;
        }
    }

    private static String of(Optional<String> client, Optional<Duration> age) {
        return client.map(from -> " of " + from).orElse("")
                + age.map(time -> " for " + time.toSeconds() + " s").orElse("");
    }
}
