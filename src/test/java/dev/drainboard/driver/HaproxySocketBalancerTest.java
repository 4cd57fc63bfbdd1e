package dev.drainboard.driver;

import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.wire.LocalShell;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the machine's own HAProxy; subclasses run it on others. */
class HaproxySocketBalancerTest extends BalancerContract {

    @TempDir Path directory;

    HaproxyBed bed;
    private final LocalShell shell = new LocalShell();
    private HaproxySocketBalancer balancer;

    Path binary() {
        return Path.of("/usr/sbin/haproxy");
    }

    @BeforeEach
    void start() throws Exception {
        bed = new HaproxyBed(directory, binary());
        bed.start(bed.plain(""));
        balancer =
                new HaproxySocketBalancer(
                        bed.spec(), bed.nodes(), Optional.of(shell), InstantSource.system());
    }

    @AfterEach
    void stop() {
        shell.close();
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
        return bed.state();
    }

    @Override
    void takeOutByHand(String node) throws Exception {
        bed.set("odoo/" + node + " state drain");
        bed.set("chat/" + node + " state drain");
    }
}
