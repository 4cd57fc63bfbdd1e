package dev.drainboard.driver;

import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.wire.LocalShell;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the machine's own nginx; subclasses run it on others. */
@Tag("lab")
class NginxFileBalancerTest extends BalancerContract {

    @TempDir Path temporary;

    private NginxBed bed;
    private LocalShell shell;
    private NginxFileBalancer balancer;

    /** Where usr/sbin/nginx is. */
    Path root() {
        return Path.of("/");
    }

    /** A directory below {@link #root}. */
    Path directory() throws Exception {
        return temporary;
    }

    @BeforeEach
    void start() throws Exception {
        bed = new NginxBed(directory(), root());
        bed.write(bed.config, bed.main(NginxBed.upstreams(3))).start();
        shell = new LocalShell();
        balancer = new NginxFileBalancer(bed.spec(), NginxBed.nodes(3), shell);
    }

    @AfterEach
    void stop() {
        if (shell != null) {
            shell.close();
        }
        if (bed != null) {
            bed.close();
        }
    }

    @Override
    BalancerPort balancer() {
        return balancer;
    }

    @Override
    Fence fence(long token, String operation) {
        return bed.fence(token, operation);
    }

    @Override
    String state() throws Exception {
        return NginxBed.text(bed.config);
    }

    @Override
    void takeOutByHand(String node) throws Exception {
        var address = node.replace("node", "127.0.0.1");
        bed.write(
                bed.config,
                state().replace(address + ":18069", address + ":18069 down")
                        .replace(address + ":18072", address + ":18072 down"));
        bed.reload();
    }
}
