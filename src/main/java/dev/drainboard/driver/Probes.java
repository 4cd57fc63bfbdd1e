package dev.drainboard.driver;

import dev.drainboard.model.Endpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** Questions of ours that are under way to a node, so that they are not taken for users. */
final class Probes {

    private final AtomicInteger http = new AtomicInteger();
    private final AtomicInteger websocket = new AtomicInteger();

    /** How many, at one instant. */
    record UnderWay(int http, int websocket) {

        /** What was under way at both instants at least. */
        UnderWay least(UnderWay later) {
            return new UnderWay(Math.min(http, later.http), Math.min(websocket, later.websocket));
        }
    }

    /** Something of ours that is asked of the node. */
    interface Question<T, X extends Exception> {
        T ask() throws X;
    }

    <T, X extends Exception> T during(Endpoint endpoint, Question<T, X> question) throws X {
        var counter =
                switch (endpoint) {
                    case HTTP -> http;
                    case WEBSOCKET -> websocket;
                };
        counter.incrementAndGet();
        try {
            return question.ask();
        } finally {
            counter.decrementAndGet();
        }
    }

    UnderWay underWay() {
        return new UnderWay(http.get(), websocket.get());
    }
}
