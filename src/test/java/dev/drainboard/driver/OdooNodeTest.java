package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.HealthFacts;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.wire.Http.HttpFailure.Kind;
import dev.drainboard.wire.LocalShell;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OdooNodeTest {

    private static final String HTTP = "10.0.0.10:8069";
    private static final String WEBSOCKET = "10.0.0.10:8072";

    private final FakeHttp http = new FakeHttp();
    private final LocalShell shell = new LocalShell();
    private final OdooNode node = node(http, shell);

    static OdooNode node(FakeHttp http, LocalShell shell) {
        var spec =
                new NodeSpec(
                        "node1",
                        HostSpec.of("10.0.0.10"),
                        List.of("10.0.0.10"),
                        8069,
                        8072,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new RuntimeSpec.Systemd("odoo", "/opt/odoo"));
        var probes = new Probes();
        var remote = new Remote(shell);
        return new OdooNode(
                "node1",
                remote,
                List.of(new Way.Straight("10.0.0.10"), new Way.Through("lb1", shell, "10.0.0.10")),
                new OdooQuestions(spec, HealthSpec.DEFAULT, "erp.example.com", http, probes),
                probes,
                new NodeConnections(
                        spec, remote, () -> Optional.of(Set.of()), InstantSource.system()),
                Optional.empty());
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void a_node_with_both_healths_is_up_and_was_asked_with_the_host_of_its_users()
            throws Exception {
        assertThat(node.health())
                .isEqualTo(
                        new HealthFacts(
                                CheckState.UP,
                                OptionalLong.of(4),
                                CheckState.UP,
                                false,
                                Optional.empty(),
                                "workstation"));
        assertThat(http.asked)
                .contains(
                        "erp.example.com http://10.0.0.10:8069/web/health",
                        "erp.example.com http://10.0.0.10:8072/websocket/health");
    }

    @Test
    void a_dead_port_is_down_and_the_other_is_told_apart() throws Exception {
        http.fails(WEBSOCKET, Kind.REFUSED);

        var facts = node.health();

        assertThat(facts.http()).isEqualTo(CheckState.UP);
        assertThat(facts.websocket()).isEqualTo(CheckState.DOWN);
        assertThat(facts.reason()).isEqualTo(Optional.of("websocket: it refuses connections"));
    }

    @Test
    void a_node_that_accepts_and_does_not_answer_is_saturated_and_not_dead() throws Exception {
        http.fails(HTTP, Kind.SILENT);

        var facts = node.health();

        assertThat(facts.saturated()).isTrue();
        assertThat(facts.http()).isEqualTo(CheckState.DOWN);
        assertThat(facts.latencyMs()).isEmpty();
    }

    @Test
    void a_node_that_nothing_reaches_is_unknown_and_neither_up_nor_down() throws Exception {
        http.fails("10.0.0.10", Kind.UNREACHABLE).fails("127.0.0.1", Kind.SILENT);

        var facts = node.health();

        assertThat(facts.http()).isEqualTo(CheckState.UNKNOWN);
        assertThat(facts.websocket()).isEqualTo(CheckState.UNKNOWN);
        assertThat(facts.saturated()).isFalse();
        assertThat(facts.reason()).isPresent();
    }

    @Test
    void a_node_behind_a_firewall_is_asked_through_the_balancer_in_the_first_reading()
            throws Exception {
        http.fails("10.0.0.10", Kind.UNREACHABLE);

        var facts = node.health();

        assertThat(facts.http()).isEqualTo(CheckState.UP);
        assertThat(facts.from()).isEqualTo("lb1");
        http.asked.clear();
        node.health();
        assertThat(http.asked)
                .as("the way is known then")
                .allSatisfy(asked -> assertThat(asked).contains("http://127.0.0.1:"));
    }

    @Test
    void a_way_that_is_lost_is_unknown_at_once_and_found_anew_in_the_next_reading()
            throws Exception {
        node.health();
        http.fails("10.0.0.10", Kind.UNREACHABLE);

        assertThat(node.health().http()).isEqualTo(CheckState.UNKNOWN);
        assertThat(node.health().from()).isEqualTo("lb1");
    }

    @Test
    void a_page_with_200_that_is_no_health_is_not_healthy() throws Exception {
        http.on(HTTP + "/web/health", 200, "<html>Choose a database</html>");
        assertThat(node.health().http()).isEqualTo(CheckState.DOWN);
        http.on(HTTP + "/web/health", 200, "{\"status\": \"fail\"}");
        assertThat(node.health().http()).isEqualTo(CheckState.DOWN);
        http.on(HTTP + "/web/health", 500, "{\"status\": \"pass\"}");
        assertThat(node.health().http()).isEqualTo(CheckState.DOWN);
    }

    @Test
    void the_gate_asks_for_both_healths_the_login_its_assets_and_a_websocket() throws Exception {
        assertThat(node.gate())
                .isEqualTo(
                        List.of(
                                passed("health", "200 and status pass on 8069", "200"),
                                passed("websocket health", "200 and status pass on 8072", "200"),
                                passed("login", "200", "200"),
                                passed("asset /web/assets/1/a.css", "200", "200"),
                                passed("asset /web/assets/1/b.js?x=1&y=2", "200", "200"),
                                passed("websocket", "101", "101")));
        assertThat(http.asked).contains("erp.example.com http://10.0.0.10:8072/websocket");
    }

    @Test
    void a_login_page_that_redirects_is_a_failure_though_health_passes() throws Exception {
        http.on(
                HTTP + "/web/login",
                () -> FakeHttp.answer(302, "", Map.of("location", "/web/login")));

        assertThat(node.gate())
                .contains(
                        passed("health", "200 and status pass on 8069", "200"),
                        new GateCheck("login", false, "200", "302 to /web/login"));
    }

    @Test
    void one_asset_that_is_missing_fails_and_the_others_are_told_too() throws Exception {
        http.on(HTTP + "/web/assets/1/a.css", 500, "FileNotFoundError");

        assertThat(node.gate())
                .contains(
                        new GateCheck("asset /web/assets/1/a.css", false, "200", "500"),
                        passed("asset /web/assets/1/b.js?x=1&y=2", "200", "200"));
    }

    @Test
    void a_websocket_that_is_not_switched_to_fails() throws Exception {
        http.on(WEBSOCKET + "/websocket", 400, "")
                .on(WEBSOCKET + "/websocket/health", 200, "{\"status\":\"pass\"}");

        assertThat(node.gate()).contains(new GateCheck("websocket", false, "101", "400"));
    }

    @Test
    void an_address_that_is_none_is_a_failed_check_and_not_a_crash() throws Exception {
        http.on(HTTP + "/web/login", 200, "<script src='/web/assets/a b|c.js'></script>");

        assertThat(node.gate())
                .anySatisfy(
                        check -> {
                            assertThat(check.name()).isEqualTo("asset /web/assets/a b|c.js");
                            assertThat(check.passed()).isFalse();
                        });
    }

    @Test
    void a_page_is_warmed_once_and_a_redirect_is_good_enough() throws Exception {
        http.on(HTTP + "/web", () -> FakeHttp.answer(303, "", Map.of("location", "/web/login")));

        assertThat(node.warm("/web"))
                .isEqualTo(passed("warm /web", "below 400", "303 to /web/login"));
        assertThat(node.warm("/nothing").passed()).isFalse();
    }

    @Test
    void a_node_that_has_seen_a_higher_token_refuses_a_lower_one(@TempDir Path dir)
            throws Exception {
        var fence = new dev.drainboard.model.Fence("erp", dir.toString(), 7, "op");
        node.fence(fence);
        node.fence(fence);

        assertThatThrownBy(
                        () ->
                                node.fence(
                                        new dev.drainboard.model.Fence(
                                                "erp", dir.toString(), 6, "late")))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(Fault.Kind.HELD));
    }

    private static GateCheck passed(String name, String want, String got) {
        return new GateCheck(name, true, want, got);
    }
}
