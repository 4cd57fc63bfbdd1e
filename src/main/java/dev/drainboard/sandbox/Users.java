package dev.drainboard.sandbox;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Simulated users: sessions with cookies that read, write and think, now and then one that wants a
 * report, and websockets. They come in through all balancers alike.
 */
final class Users implements AutoCloseable {

    private static final Duration THINKING = Duration.ofMillis(1_500);

    private final List<Thread> threads = new ArrayList<>();
    private final Tally tally = new Tally();

    /**
     * @param entrances the balancers, for clients
     */
    Users(List<InetSocketAddress> entrances, Wish.Load load) {
        long sessions = load.requestsPerSecond() * THINKING.toMillis() / 1000;
        for (int number = 0; number < sessions; number++) {
            var browser =
                    new Browser(entrances.get(number % entrances.size()), number % 5 != 0, tally);
            threads.add(
                    Thread.ofVirtual()
                            .name("user-" + number)
                            .start(() -> workUntilInterrupted(browser)));
        }
        for (int number = 0; number < load.websockets(); number++) {
            var listener = new Listener(entrances.get(number % entrances.size()), tally);
            threads.add(
                    Thread.ofVirtual()
                            .name("user-websocket-" + number)
                            .start(listener::listenUntilInterrupted));
        }
    }

    private static void workUntilInterrupted(Browser browser) {
        var random = ThreadLocalRandom.current();
        try (browser) {
            while (think()) {
                int dice = random.nextInt(1000);
                if (dice < 200) {
                    browser.send("POST", "/web/dataset/call_kw/res.partner/web_search_read");
                } else if (dice < 205) {
                    browser.send("GET", "/report/pdf/sale.report_saleorder/" + dice);
                } else if (dice < 450) {
                    browser.send("GET", "/web/static/img/favicon.ico");
                } else {
                    browser.send("GET", "/web/login");
                }
            }
        }
    }

    private static boolean think() {
        double times = Math.min(4, ThreadLocalRandom.current().nextExponential());
        return Quietly.sleep(Duration.ofMillis((long) (THINKING.toMillis() * times)));
    }

    UserCount count() {
        return tally.count();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        threads.forEach(thread -> Quietly.join(thread, Duration.ofSeconds(2)));
    }
}
