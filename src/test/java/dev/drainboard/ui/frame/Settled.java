package dev.drainboard.ui.frame;

import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.Reading;
import java.time.Instant;
import java.util.LinkedHashMap;

/** Configurations that are alike on all nodes but for what a hasty person left on node2. */
final class Settled {

    private Settled() {}

    static Reading<NodeConfig> of(String node, Instant at) {
        var options = new LinkedHashMap<String, String>();
        options.put("addons_path", "/opt/odoo/addons,/opt/erp-addons");
        options.put("admin_passwd", "(hidden 3fa2)");
        options.put("data_dir", "/var/lib/odoo");
        options.put("db_host", "pg1");
        options.put("db_maxconn", "32");
        options.put("db_password", node.equals("node2") ? "(hidden 90c1)" : "(hidden 5be7)");
        options.put("gevent_port", "8072");
        options.put("limit_memory_hard", "2684354560");
        options.put("limit_time_real", "120");
        options.put("list_db", "False");
        options.put("max_cron_threads", node.equals("node2") ? "2" : "0");
        options.put("proxy_mode", "True");
        options.put("workers", node.equals("node2") ? "4" : "8");
        if (node.equals("node2")) {
            options.put("log_level", "debug");
        }
        return new Reading.Got<>(new NodeConfig("/etc/odoo/odoo.conf", "", options), at);
    }
}
