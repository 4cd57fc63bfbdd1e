package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The database, to look at: PostgreSQL's protocol, over the little that Drainboard asks. Everybody
 * from this machine is let in, as by {@code trust}.
 */
final class Postgres implements AutoCloseable {

    private static final int USUAL = 5432;

    private final Activity activity;
    private final Port port;

    Postgres(Loopback loopback, String address, Activity activity) throws IOException {
        this.activity = activity;
        this.port = new Port("postgres", loopback.listen(address, USUAL), this::serve);
    }

    private void serve(Visit visit) {
        new PgSession(visit, sql -> activity.answer(sql, port.visits().size())).serve();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral(port.address()), port.number());
    }

    @Override
    public void close() {
        port.close();
    }
}
