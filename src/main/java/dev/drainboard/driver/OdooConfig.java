package dev.drainboard.driver;

import dev.drainboard.dialect.OdooConf;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.Workers;
import dev.drainboard.port.ConfigPort;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file that {@code config:} names, or that the running Odoo was started with. Secrets are
 * replaced here, before anything else of the program sees them.
 */
final class OdooConfig implements ConfigPort {

    private static final int MOST = 262_144;
    private static final int NONE = 72;
    private static final int NOT_THIS_USER = 73;

    /** Made anew in each process: a mark tells like from unlike and cannot be guessed back. */
    private static final byte[] KEY = new byte[32];

    static {
        new SecureRandom().nextBytes(KEY);
    }

    private final NodeSpec spec;
    private final Remote remote;

    /** As root, once this user turned out not to be let in. */
    private volatile boolean asRoot;

    OdooConfig(NodeSpec spec, Remote remote) {
        this.spec = spec;
        this.remote = remote;
    }

    @Override
    public String node() {
        return spec.name();
    }

    @Override
    public NodeConfig read() throws FaultException {
        var printed = ask(false, cannot());
        int end = printed.indexOf('\n');
        var conf = OdooConf.masked(printed.substring(end + 1), OdooConfig::mark);
        return new NodeConfig(
                printed.substring("path ".length(), end), conf.text(), conf.options());
    }

    @Override
    public Optional<Workers> workers() throws FaultException {
        return OdooWorkers.of(
                ask(true, "The number of workers of " + node() + " could not be read."));
    }

    /** What the script prints; as root from when this user turned out not to be let in. */
    private String ask(boolean workers, String cannot) throws FaultException {
        var script = script(workers);
        var output = remote.tryAsk(script, Remote.READING, cannot);
        if (output.exit() == NOT_THIS_USER && !asRoot) {
            asRoot = true;
            script = script(workers);
            output = remote.tryAsk(script, Remote.READING, cannot);
        }
        requireRead(script, output, cannot);
        return output.text();
    }

    private String cannot() {
        return "The configuration of " + node() + " could not be read.";
    }

    private Script script(boolean workers) {
        var compose = spec.runtime() instanceof RuntimeSpec.Compose;
        var script =
                Script.of(
                                workers ? "odoo: workers" : "odoo: configuration",
                                NodeHost.text("odoo-config.sh"))
                        .with("CONFIG", spec.config().orElse(""))
                        .with("HTTP", spec.http())
                        .with("SERVICE", compose ? compose().service() : "")
                        .with("DIRECTORY", compose ? compose().directory() : "")
                        .with("MOST", MOST)
                        .with("WORKERS", workers ? "only" : "")
                        .after(Script.PRELUDE);
        return asRoot || compose && spec.config().isEmpty() ? script.root() : script;
    }

    private RuntimeSpec.Compose compose() {
        return (RuntimeSpec.Compose) spec.runtime();
    }

    private void requireRead(Script script, Shell.Output output, String cannot)
            throws FaultException {
        switch (output.exit()) {
            case 0 -> {}
            case NONE -> throw none(cannot, "There is no such thing: " + Faults.said(output) + ".");
            case NOT_THIS_USER ->
                    throw none(
                            cannot,
                            "There is no such thing, or neither this user nor root may see it.");
            default -> throw remote.failed(script, output, cannot);
        }
    }

    private FaultException none(String cannot, String why) {
        return Fault.of(
                        Fault.Kind.FAILED,
                        "config.none",
                        cannot,
                        why,
                        "Name the file as `config:` of " + node() + " in the cluster file.")
                .on(remote.host())
                .thrown();
    }

    static String mark(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            var sum = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return "(hidden " + HexFormat.of().formatHex(sum, 0, 2) + ")";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
