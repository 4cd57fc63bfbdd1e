package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** lb1: a proxy of our own, with HAProxy's Runtime API at a socket on its host. */
final class Balancer implements AutoCloseable {

    private static final int USUAL = 8080;

    private final Proxy proxy;
    private final Process process;
    private final RuntimeApi api;
    private final AdminSocket socket;

    Balancer(Ground ground, Host host, List<Node> nodes, InstantSource clock) throws IOException {
        // scripts of the host look for a process of that name, and for its configuration
        host.standIn("haproxy")
                .standIn("socat")
                .standIn("ss")
                .write("haproxy.cfg", configuration(nodes));
        process =
                ground.processes()
                        .start(
                                host,
                                Map.of(),
                                host.bin() + "/haproxy",
                                "-f",
                                host.file("haproxy.cfg").toString());
        proxy =
                new Proxy(
                        ground.loopback(),
                        host.address(),
                        USUAL,
                        backend("odoo_http", 3, true, "/web/health", nodes, Odoo.Site::http),
                        backend(
                                "odoo_ws",
                                4,
                                false,
                                "/websocket/health",
                                nodes,
                                Odoo.Site::websocket));
        api = new RuntimeApi(proxy, process.pid(), clock);
        socket = new AdminSocket(host.file("admin.sock"), api);
    }

    private static Backend backend(
            String name,
            int number,
            boolean sticky,
            String check,
            List<Node> nodes,
            ToIntFunction<Odoo.Site> port) {
        var servers = new ArrayList<Server>();
        for (var node : nodes) {
            var site = node.site();
            servers.add(
                    new Server(
                            node.name(),
                            site.address(),
                            port.applyAsInt(site),
                            servers.size() + 1));
        }
        return new Backend(name, number, sticky, check, servers);
    }

    /** What it does, as HAProxy would be told; nobody reads it but people. */
    private static String configuration(List<Node> nodes) {
        var http = new StringBuilder();
        var websocket = new StringBuilder();
        for (var node : nodes) {
            var site = node.site();
            var line = "  server " + node.name() + " " + site.address() + ":";
            http.append(line).append(site.http()).append(" check cookie ");
            http.append(node.name()).append('\n');
            websocket.append(line).append(site.websocket()).append(" check\n");
        }
        return """
        frontend odoo
          use_backend odoo_ws if { path_beg /websocket }
          default_backend odoo_http
        backend odoo_http
          balance roundrobin
          cookie SRV insert indirect nocache
          option httpchk GET /web/health
          default-server inter 2s fastinter 500ms fall 2 rise 2
        %sbackend odoo_ws
          balance leastconn
          option httpchk GET /websocket/health
          default-server inter 2s fastinter 500ms fall 2 rise 2
        %s"""
                .formatted(http, websocket);
    }

    RuntimeApi api() {
        return api;
    }

    InetSocketAddress entrance() {
        return proxy.entrance();
    }

    @Override
    public void close() {
        socket.close();
        proxy.close();
        process.destroyForcibly();
    }
}
