package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.Wired;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fault;
import dev.drainboard.model.LogLine;
import dev.drainboard.port.LogPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traffic, logs and configuration of real daemons: docker's logs, the journal, nginx, HAProxy. */
@NeedsLab
class TrafficLabTest {

    @TempDir Path dir;

    private static final class Looker implements LogPort.Reader {
        final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<Optional<Fault>> ends = new LinkedBlockingQueue<>();

        @Override
        public void lines(List<LogLine> more, long dropped) {
            more.forEach(line -> lines.add(line.text()));
        }

        @Override
        public void ended(Optional<Fault> why) {
            ends.add(why);
        }

        /** Waits for a line with these words; others are passed over. */
        void await(String words) throws InterruptedException {
            for (var line = ""; !line.contains(words); ) {
                line = lines.poll(20, TimeUnit.SECONDS);
                assertThat(line).as("a line with " + words).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose", "systemd"})
    void a_log_is_read_and_followed_through_a_restart(String runtime) throws Exception {
        var lab = Lab.with(2, runtime);
        var looker = new Looker();
        try (var wired = new Wired(lab.cluster(dir, "nginx", runtime))) {
            for (var node : List.of("node1", lab.publishing())) {
                var last = wired.ports.logs().get(node).last(50);
                assertThat(last).as(node).isNotEmpty();
                assertThat(last.getLast().at()).as(node).isPresent();
            }
            try (var tail = wired.ports.logs().get("node1").follow(0, looker)) {
                assertThat(tail).isNotNull();
                Lab.run("stop", "node1");
                Lab.run("heal", "node1");
                looker.await("");
            }
            assertThat(looker.ends.poll(10, TimeUnit.SECONDS)).isEqualTo(Optional.empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose", "systemd", "commands"})
    void the_configuration_is_read_without_its_password(String runtime) throws Exception {
        var lab = Lab.with(2, runtime);
        try (var wired = new Wired(lab.cluster(dir, "nginx", runtime))) {
            for (var node : wired.cluster.nodes()) {
                var config = wired.ports.configs().get(node.name()).read();
                assertThat(config.path()).isEqualTo("/etc/odoo/odoo.conf");
                assertThat(config.options()).containsKey("workers");
            }
        }
    }

    @Test
    void nginx_and_haproxy_count_what_each_of_them_sends() throws Exception {
        var lab = Lab.with(2, "systemd");
        try (var wired = new Wired(lab.cluster(dir, "both", "systemd"))) {
            for (var balancer : wired.cluster.balancers()) {
                var port = wired.ports.balancers().get(balancer.name());
                long before = requests(port.read());
                for (int i = 0; i < 20; i++) {
                    ask(balancer.url().orElseThrow() + "/web/login");
                }
                long after = before;
                for (int i = 0; i < 50 && after < before + 20; i++) {
                    Thread.sleep(100); // nginx writes its log once a second here
                    after = requests(port.read());
                }
                assertThat(after - before).as(balancer.name()).isBetween(20L, 40L);
            }
        }
    }

    private static long requests(BalancerFacts facts) {
        return facts.servers().stream()
                .filter(server -> server.endpoint() == Endpoint.HTTP)
                .map(server -> server.counters().orElseThrow())
                .mapToLong(Counters::requests)
                .sum();
    }

    private static void ask(String url) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isLessThan(500);
        }
    }
}
