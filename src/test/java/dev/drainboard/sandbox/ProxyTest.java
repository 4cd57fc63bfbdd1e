package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.dialect.HaproxyAnswer;
import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.dialect.HaproxyStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The balancer of our own before two nodes, asked by clients and by its Runtime API. */
class ProxyTest {

    private static final Release RELEASE = new Release("18.0-1", Release.Quality.GOOD);

    @TempDir Path dir;
    private final List<Node> nodes = new ArrayList<>();
    private Loopback loopback;
    private Proxy proxy;
    private RuntimeApi api;

    @BeforeEach
    void twoNodes() throws Exception {
        loopback = Loopback.claim();
        for (int number = 1; number <= 2; number++) {
            var address = loopback.address(10 + number);
            var log = new NodeLog(dir.resolve("log" + number), InstantSource.system());
            var site =
                    new Odoo.Site(
                            "node" + number,
                            address,
                            loopback.reserve(address, 8069),
                            loopback.reserve(address, 8072),
                            log);
            var node = new Node(site, Duration.ofMillis(50), runs -> {});
            node.startAtOnce(RELEASE);
            nodes.add(node);
        }
        proxy =
                new Proxy(
                        loopback,
                        loopback.address(2),
                        8080,
                        backend("odoo_http", 3, true, "/web/health"),
                        backend("odoo_ws", 4, false, "/websocket/health"));
        api = new RuntimeApi(proxy, 4711, InstantSource.system());
        while (!nodes.stream().allMatch(Node::ready)) {
            Thread.sleep(5);
        }
    }

    private Backend backend(String name, int number, boolean sticky, String check) {
        var servers = new ArrayList<Server>();
        for (var node : nodes) {
            var site = node.site();
            int port = sticky ? site.http() : site.websocket();
            servers.add(new Server(node.name(), site.address(), port, servers.size() + 1));
        }
        return new Backend(name, number, sticky, check, servers);
    }

    @AfterEach
    void close() {
        proxy.close();
        nodes.forEach(Node::close);
        loopback.close();
    }

    /** An answer, and the node that gave it by the cookie that came with it. */
    private record Got(HttpHead head, String body) {
        String node() {
            return head.fields().stream()
                    .filter(field -> field.is("set-cookie") && field.value().startsWith("SRV="))
                    .map(field -> field.value().substring(4).split(";")[0])
                    .findFirst()
                    .orElse("");
        }
    }

    private Got get(String path, String... fields) throws IOException {
        try (var socket = connect()) {
            return ask(socket, socket.getInputStream(), path, fields);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(proxy.entrance().getAddress(), proxy.entrance().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Got ask(Socket socket, InputStream in, String path, String... fields)
            throws IOException {
        var more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        var text = "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        var head = HttpHead.read(in).orElseThrow();
        var body = new java.io.ByteArrayOutputStream();
        HttpBody.ofAnswer(head, "GET").copy(in, body);
        return new Got(head, body.toString(StandardCharsets.UTF_8));
    }

    private HaproxyServer server(String path) throws Exception {
        return HaproxyAnswer.of(api.answer(HaproxyAnswer.QUESTIONS)).servers().stream()
                .filter(server -> server.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> askedNodes() throws IOException {
        var asked = new HashSet<String>();
        for (int i = 0; i < 6; i++) {
            asked.add(get("/web/login").node());
        }
        return asked;
    }

    @Test
    void new_clients_are_spread_and_bound_by_their_cookie() throws Exception {
        assertThat(askedNodes()).isEqualTo(Set.of("node1", "node2"));
        for (int i = 0; i < 4; i++) {
            var bound = get("/web/dataset/call_kw", "Cookie: a=b; SRV=node2");
            assertThat(bound.node()).as("no new cookie").isEmpty();
        }
        assertThat(api.answer("show stat")).contains("odoo_http,node2,");
    }

    @Test
    void a_connection_is_kept_for_the_next_request() throws Exception {
        try (var socket = connect()) {
            for (int i = 0; i < 3; i++) {
                var got = ask(socket, socket.getInputStream(), "/web/health");
                assertThat(got.head().start()).isEqualTo("HTTP/1.1 200 OK");
                assertThat(got.body()).isEqualTo("{\"status\": \"pass\"}");
            }
            var last = ask(socket, socket.getInputStream(), "/web/health", "Connection: close");
            assertThat(last.head().keepsAlive()).isFalse();
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void a_drained_server_serves_those_bound_to_it_and_nobody_new() throws Exception {
        assertThat(api.answer("set server odoo_http/node2 state drain")).isEqualTo("\n");

        assertThat(askedNodes()).isEqualTo(Set.of("node1"));
        assertThat(get("/web/login", "Cookie: SRV=node2").node()).isEmpty();
        assertThat(server("odoo_http/node2").status()).isEqualTo(HaproxyStatus.DRAIN);
    }

    @Test
    void weight_0_is_a_drain_that_the_status_does_not_show() throws Exception {
        api.answer("set server odoo_http/node2 weight 0");

        assertThat(askedNodes()).isEqualTo(Set.of("node1"));
        assertThat(server("odoo_http/node2").status()).isEqualTo(HaproxyStatus.UP);
        assertThat(server("odoo_http/node2").weight()).isZero();
        assertThat(api.answer("get weight odoo_http/node2")).isEqualTo("0 (initial 1)\n\n");
    }

    @Test
    void a_server_in_maint_serves_nobody_and_the_bound_are_bound_anew() throws Exception {
        api.answer("set server odoo_http/node2 state maint");

        assertThat(get("/web/login", "Cookie: SRV=node2").node()).isEqualTo("node1");
        assertThat(server("odoo_http/node2").status()).isEqualTo(HaproxyStatus.MAINT);
        assertThat(server("odoo_http/node2").checked()).isFalse();
    }

    @Test
    void a_server_that_refuses_is_left_for_another_and_found_down() throws Exception {
        nodes.getLast().suffer(Ailment.KILL);

        assertThat(get("/web/login", "Cookie: SRV=node2").node()).isEqualTo("node1");
        assertThat(api.answer("show stat -1 4 -1")).contains("odoo_http,node2,");
        for (int i = 0; i < 600 && server("odoo_http/node2").status() == HaproxyStatus.UP; i++) {
            Thread.sleep(10);
        }
        assertThat(server("odoo_http/node2").status()).isEqualTo(HaproxyStatus.DOWN);
        nodes.getLast().suffer(Ailment.HEAL);
        for (int i = 0; i < 600 && server("odoo_http/node2").status() != HaproxyStatus.UP; i++) {
            Thread.sleep(10);
        }
        assertThat(server("odoo_http/node2").status()).isEqualTo(HaproxyStatus.UP);
    }

    @Test
    void without_a_server_it_says_503() throws Exception {
        api.answer("disable server odoo_http/node1; disable server odoo_http/node2");

        assertThat(get("/web/login").head().status()).isEqualTo(503);
    }

    @Test
    void what_is_in_use_is_counted_while_it_is_and_summed_after() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write("GET /slow?s=1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            Thread.sleep(300);
            assertThat(inUse()).isEqualTo(1);
            assertThat(HttpHead.read(socket.getInputStream())).isPresent();
            Thread.sleep(100);
            assertThat(inUse()).isZero();
        }
        assertThat(sum("stot")).isEqualTo(1);
        assertThat(sum("hrsp_2xx")).isEqualTo(1);
        assertThat(sum("rtime")).isBetween(900L, 2_000L);
    }

    private long inUse() throws Exception {
        long all = 0;
        for (var server : HaproxyAnswer.of(api.answer(HaproxyAnswer.QUESTIONS)).servers()) {
            all += server.sessions().orElseThrow();
        }
        return all;
    }

    private long sum(String column) {
        var lines = api.answer("show stat 3 4 -1").lines().toList();
        int at = List.of(lines.getFirst().substring(2).split(",")).indexOf(column);
        return lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[at]))
                .sum();
    }

    @Test
    void a_websocket_passes_both_ways_and_ends_with_its_node() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write(
                            ("GET /websocket HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nUpgrade:"
                                            + " websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version:"
                                            + " 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                                    .getBytes());
            var in = socket.getInputStream();
            var head = HttpHead.read(in).orElseThrow();
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.field("sec-websocket-accept")).hasValue("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            var ping = new WebsocketFrame(WebsocketFrame.PING, "you?".getBytes());
            socket.getOutputStream().write(ping.fromClient());
            var pong = WebsocketFrame.read(in).orElseThrow();
            assertThat(pong.opcode()).isEqualTo(WebsocketFrame.PONG);
            assertThat(pong.payload()).isEqualTo("you?".getBytes());
            assertThat(inUse()).isEqualTo(1);

            nodes.forEach(node -> node.suffer(Ailment.STOP));

            assertThat(in.read()).isNegative();
        }
    }
}
