package dev.drainboard.cli;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.Environment;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.StateSpec;
import java.util.List;
import java.util.Optional;

/** The smallest cluster that there is. */
final class Clusters {

    private Clusters() {}

    static Cluster one() {
        var host = HostSpec.of("10.0.0.2");
        return new Cluster(
                "erp",
                Environment.TEST,
                List.of(
                        new BalancerSpec.Nginx(
                                "lb1",
                                host,
                                "/etc/nginx/nginx.conf",
                                BalancerSpec.Pools.ANY,
                                Optional.empty())),
                List.of(
                        new NodeSpec(
                                "node1",
                                HostSpec.of("10.0.0.11"),
                                List.of("10.0.0.11"),
                                8069,
                                8072,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                new RuntimeSpec.Systemd("odoo", "/opt/odoo"))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new StateSpec(List.of(host), StateSpec.DEFAULT_DIRECTORY),
                HealthSpec.DEFAULT,
                RolloutSpec.DEFAULT);
    }
}
