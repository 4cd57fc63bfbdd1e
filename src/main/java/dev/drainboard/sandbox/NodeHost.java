package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/** A node's host: its stand-ins, what it would say of itself, and the node. */
final class NodeHost {

    private static final int HTTP = 8069;
    private static final int WEBSOCKET = 8072;

    /** To look at; nothing here obeys it. The passwords open nothing. */
    private static final String CONFIGURATION =
            """
            [options]
            addons_path = /opt/odoo/addons,/opt/erp-addons
            admin_passwd = sandbox
            data_dir = /mnt/odoo
            db_host = pg1
            db_maxconn = 32
            db_name = odoo
            db_password = sandbox
            gevent_port = 8072
            http_port = 8069
            limit_memory_hard = 2684354560
            limit_time_real = 120
            list_db = False
            max_cron_threads = 1
            proxy_mode = True
            workers = 4
            """;

    private NodeHost() {}

    static Node make(Ground ground, Host host, NodeRuntime runtime, Wish wish, InstantSource clock)
            throws IOException {
        host.standIn("ss").standIn("cat");
        host.write("machine-id", "%032x\n".formatted(host.name().hashCode() & 0xffffffffL));
        host.write("mounts", ground.mount() + "\n");
        host.write("odoo.conf", CONFIGURATION);
        runtime.make(host);
        var site =
                new Odoo.Site(
                        host.name(),
                        host.address(),
                        ground.loopback().reserve(host.address(), HTTP),
                        ground.loopback().reserve(host.address(), WEBSOCKET),
                        new NodeLog(host.file("odoo.log"), clock));
        return new Node(site, wish.boot(), runs -> show(runtime, host, runs));
    }

    private static void show(NodeRuntime runtime, Host host, boolean runs) {
        try {
            runtime.shown(host, runs);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of " + host.name(), e);
        }
    }
}
