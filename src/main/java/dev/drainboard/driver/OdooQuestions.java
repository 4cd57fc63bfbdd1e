package dev.drainboard.driver;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.wire.Http;
import dev.drainboard.wire.Http.HttpFailure;
import dev.drainboard.wire.ShellException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** What one node is asked over HTTP, whichever way leads to it. */
final class OdooQuestions {

    /** The first asset after an update is compiled while its client waits: 2.6 s and more. */
    private static final Duration SLOW = Duration.ofSeconds(15);

    private static final Duration WARM = Duration.ofSeconds(30);
    private static final String LOGIN = "/web/login";

    /** A login page is some KiB; of an asset only the status is of use. */
    private static final int PAGE = 1 << 20;

    private static final int LITTLE = 4096;
    private static final int ASSETS_AT_ONCE = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeSpec node;
    private final HealthSpec spec;
    private final Optional<String> host;
    private final Http http;
    private final Probes probes;

    /**
     * @param host the Host header, without which Odoo answers 500
     */
    OdooQuestions(NodeSpec node, HealthSpec spec, String host, Http http, Probes probes) {
        this.node = node;
        this.spec = spec;
        this.host = Optional.of(host);
        this.http = http;
        this.probes = probes;
    }

    /**
     * One port's health.
     *
     * @param reached the node itself spoke, or was too busy to
     * @param saturated it accepts and does not answer in time
     */
    record PortHealth(
            CheckState state,
            boolean reached,
            boolean saturated,
            OptionalLong latencyMs,
            Optional<String> reason) {

        static PortHealth not(CheckState state, String reason) {
            return new PortHealth(
                    state,
                    state != CheckState.UNKNOWN,
                    false,
                    OptionalLong.empty(),
                    Optional.of(reason));
        }
    }

    PortHealth health(Way way, Endpoint endpoint) {
        var path =
                switch (endpoint) {
                    case HTTP -> spec.path();
                    case WEBSOCKET -> spec.websocketPath();
                };
        try {
            var answer = get(way, endpoint, path, spec.timeout(), LITTLE);
            var latency = OptionalLong.of(answer.took().toMillis());
            return healthy(path, answer)
                    ? new PortHealth(CheckState.UP, true, false, latency, Optional.empty())
                    : new PortHealth(
                            CheckState.DOWN, true, false, latency, Optional.of(said(answer)));
        } catch (ShellException e) {
            return PortHealth.not(CheckState.UNKNOWN, e.getMessage());
        } catch (HttpFailure e) {
            return switch (e.kind()) {
                case REFUSED, RESET, NOT_HTTP -> PortHealth.not(CheckState.DOWN, words(e));
                case UNREACHABLE -> PortHealth.not(CheckState.UNKNOWN, words(e));
                case SILENT ->
                        way.straight()
                                ? new PortHealth(
                                        CheckState.DOWN,
                                        true,
                                        true,
                                        OptionalLong.empty(),
                                        Optional.of(words(e)))
                                : PortHealth.not(CheckState.UNKNOWN, words(e));
            };
        }
    }

    /**
     * Odoo's own health pages say {@code {"status": "pass"}}; a login page or a proxy's error page
     * with 200 is no health. A path of the user's own is healthy with 200.
     */
    private static boolean healthy(String path, Http.Answer answer) {
        if (answer.status() != 200) {
            return false;
        }
        var bare = path.replaceFirst("\\?.*$", "");
        if (!bare.equals("/web/health") && !bare.equals("/websocket/health")) {
            return true;
        }
        try {
            return JSON.readTree(answer.text()).path("status").asString("").equals("pass");
        } catch (JacksonException e) {
            return false;
        }
    }

    /** One round of the gate. */
    List<GateCheck> gate(Way way) throws InterruptedException {
        var asked = new ArrayList<Callable<List<GateCheck>>>();
        asked.add(() -> List.of(health(way, Endpoint.HTTP, "health")));
        asked.add(() -> List.of(health(way, Endpoint.WEBSOCKET, "websocket health")));
        asked.add(() -> login(way));
        asked.add(() -> List.of(handshake(way)));
        return all(asked, Function.identity()).stream().flatMap(List::stream).toList();
    }

    private GateCheck health(Way way, Endpoint endpoint, String name) {
        var health = health(way, endpoint);
        return new GateCheck(
                name,
                health.state() == CheckState.UP,
                "200 and status pass on " + node.port(endpoint),
                health.reason().orElse("200"));
    }

    private List<GateCheck> login(Way way) throws InterruptedException {
        var body = new StringBuilder();
        var check =
                check(
                        "login",
                        "200",
                        () -> get(way, Endpoint.HTTP, LOGIN, SLOW, PAGE),
                        answer -> {
                            body.append(answer.text());
                            return answer.status() == 200;
                        });
        if (!check.passed()) {
            return List.of(check);
        }
        var turn = new Semaphore(ASSETS_AT_ONCE);
        var assets =
                all(
                        LoginPage.assets(body.toString()),
                        path ->
                                () -> {
                                    turn.acquire();
                                    try {
                                        return asset(way, path);
                                    } finally {
                                        turn.release();
                                    }
                                });
        return Stream.concat(Stream.of(check), assets.stream()).toList();
    }

    private GateCheck asset(Way way, String path) {
        return check(
                "asset " + path,
                "200",
                () -> get(way, Endpoint.HTTP, path, SLOW, LITTLE),
                answer -> answer.status() == 200);
    }

    private GateCheck handshake(Way way) {
        var path = spec.websocketPath().replaceFirst("/health.*$", "");
        return check(
                "websocket",
                "101",
                () ->
                        probes.during(
                                Endpoint.WEBSOCKET,
                                () ->
                                        http.handshake(
                                                way.to(node.websocket(), path),
                                                host,
                                                spec.timeout())),
                answer -> answer.status() == 101);
    }

    GateCheck warm(Way way, String path) {
        return check(
                "warm " + path,
                "below 400",
                () -> get(way, Endpoint.HTTP, path, WARM, PAGE),
                answer -> answer.status() < 400);
    }

    private GateCheck check(
            String name,
            String want,
            Callable<Http.Answer> question,
            Function<Http.Answer, Boolean> good) {
        try {
            var answer = question.call();
            return new GateCheck(name, good.apply(answer), want, said(answer));
        } catch (HttpFailure e) {
            return new GateCheck(name, false, want, words(e));
        } catch (Exception e) {
            return new GateCheck(name, false, want, String.valueOf(e.getMessage()));
        }
    }

    private Http.Answer get(Way way, Endpoint endpoint, String path, Duration timeout, int cap)
            throws HttpFailure, ShellException {
        var address = way.to(node.port(endpoint), path);
        return probes.<Http.Answer, HttpFailure>during(
                endpoint, () -> http.get(address, host, Map.of(), timeout, cap));
    }

    private static String said(Http.Answer answer) {
        var where = answer.header("location").map(place -> " to " + Faults.printable(place));
        return answer.status() + where.orElse("");
    }

    private static String words(HttpFailure failure) {
        return switch (failure.kind()) {
            case REFUSED -> "it refuses connections";
            case RESET -> "it cuts the connection without an answer";
            case NOT_HTTP -> "it answers, and not in HTTP";
            case UNREACHABLE -> "it cannot be reached: " + failure.getMessage();
            case SILENT -> "no answer in time";
        };
    }

    /** Asked at once, answered in order. */
    private static <Q, A> List<A> all(List<Q> questions, Function<Q, Callable<A>> how)
            throws InterruptedException {
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("gate-", 0).factory())) {
            var answers = new ArrayList<A>();
            for (var answer : threads.invokeAll(questions.stream().map(how).toList())) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
