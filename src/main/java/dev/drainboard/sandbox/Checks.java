package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Asks every server of a balancer for its health, each on its own rhythm. */
final class Checks implements AutoCloseable {

    private static final int TIMEOUT = 1_000;

    /** HAProxy's own default. */
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** Between up and down. */
    private static final Duration FAST = Duration.ofMillis(500);

    private final List<Thread> threads = new ArrayList<>();
    private final InetSocketAddress from;

    /**
     * @param from the balancer's address, by which nodes know who asks
     */
    Checks(List<Backend> backends, InetSocketAddress from) {
        this.from = from;
        for (var backend : backends) {
            for (var server : backend.servers()) {
                threads.add(
                        Thread.ofVirtual()
                                .name("check-" + backend.name() + "-" + server.name())
                                .start(() -> checkUntilClosed(backend, server)));
            }
        }
    }

    private void checkUntilClosed(Backend backend, Server server) {
        // not all in one instant
        long spread = ThreadLocalRandom.current().nextLong(EVERY.toMillis());
        boolean goesOn = Quietly.sleep(Duration.ofMillis(spread));
        while (goesOn) {
            if (server.checked()) {
                server.checked(check(server, backend.check()));
            }
            goesOn = Quietly.sleep(server.steady() ? EVERY : FAST);
        }
    }

    private CheckResult check(Server server, String path) {
        long began = System.nanoTime();
        boolean connected = false;
        try (var socket = new Socket()) {
            socket.bind(from);
            socket.connect(new InetSocketAddress(server.address(), server.port()), TIMEOUT);
            connected = true;
            socket.setSoTimeout(TIMEOUT);
            var head =
                    new HttpHead("GET " + path + " HTTP/1.1", List.of())
                            .with("Host", "odoo.example.com")
                            .with("Connection", "close");
            socket.getOutputStream().write(head.bytes());
            var answer = HttpHead.read(new Inlet(socket.getInputStream()));
            int status = answer.map(HttpHead::status).orElse(0);
            var kind =
                    status == 200
                            ? CheckResult.Kind.L7OK
                            : status == 0 ? CheckResult.Kind.L7RSP : CheckResult.Kind.L7STS;
            return result(kind, status, began);
        } catch (SocketTimeoutException e) {
            return result(connected ? CheckResult.Kind.L7TOUT : CheckResult.Kind.L4TOUT, 0, began);
        } catch (ConnectException e) {
            return result(CheckResult.Kind.L4CON, 0, began);
        } catch (IOException e) {
            return result(connected ? CheckResult.Kind.L7RSP : CheckResult.Kind.L4CON, 0, began);
        }
    }

    private static CheckResult result(CheckResult.Kind kind, int status, long began) {
        return new CheckResult(kind, status, (System.nanoTime() - began) / 1_000_000);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        threads.forEach(thread -> Quietly.join(thread, Duration.ofSeconds(2)));
    }
}
