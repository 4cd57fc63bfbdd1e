package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.threads.NoCloseExecutor;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sshd of one host: one key may sign in, commands run in {@code sh}, loopback is forwarded. */
final class SshHost implements AutoCloseable {

    private static final int USUAL = 2222;

    private final Host host;
    private static final Logger LOG = LoggerFactory.getLogger(SshHost.class);

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key;

    /**
     * @param timer what all hosts time by
     */
    SshHost(
            Host host,
            boolean usualPort,
            PublicKey client,
            ShCommand.Starter starter,
            ScheduledExecutorService timer)
            throws IOException, GeneralSecurityException {
        this.host = host;
        this.key = RunKeys.make();
        server.setHost(host.address());
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (user, offered, session) ->
                        user.equals("ops") && KeyUtils.compareKeys(offered, client));
        server.setCommandFactory((channel, command) -> new ShCommand(command, starter));
        server.setForwardingFilter(new LoopbackOnly());
        server.setScheduledExecutorService(timer, false);
        // one thread of the kernel's a host; what it hears goes to virtual ones
        server.setIoServiceFactoryFactory(
                new Nio2ServiceFactoryFactory(
                        () ->
                                new NoCloseExecutor(
                                        Executors.newThreadPerTaskExecutor(
                                                Thread.ofVirtual()
                                                        .name(host.name() + "-ssh-", 0)
                                                        .uncaughtExceptionHandler(SshHost::note)
                                                        .factory()))));
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.STOP_WAIT_TIME.set(server, Duration.ofMillis(500));
        start(usualPort);
    }

    /** MINA goes on hearing for a moment after its end, and throws that it has ended. */
    private static void note(Thread thread, Throwable late) {
        LOG.debug("{}", thread.getName(), late);
    }

    private void start(boolean usualPort) throws IOException {
        try {
            server.setPort(usualPort ? USUAL : 0);
            server.start();
        } catch (BindException taken) {
            server.setPort(0);
            server.start();
        }
    }

    Host host() {
        return host;
    }

    int port() {
        return server.getPort();
    }

    PublicKey key() {
        return key.getPublic();
    }

    /** As a tunnel to the database has it; nobody gets into another network through here. */
    private static final class LoopbackOnly extends RejectAllForwardingFilter {
        @Override
        public boolean canConnect(
                TcpForwardingFilter.Type type, SshdSocketAddress address, Session session) {
            try {
                return InetAddress.getByName(address.getHostName()).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }
    }

    @Override
    public void close() {
        Quietly.close(() -> server.stop(true));
        Quietly.close(server);
    }
}
