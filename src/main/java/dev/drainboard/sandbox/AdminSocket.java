package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The balancer's {@code stats socket}: a line is asked, answered, and the connection closed. */
final class AdminSocket implements AutoCloseable {

    private static final int LONGEST = 16_384;

    private final ServerSocketChannel listener;
    private final Path path;
    private final RuntimeApi api;

    AdminSocket(Path path, RuntimeApi api) throws IOException {
        this.path = path;
        this.api = api;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().name("admin-socket").start(this::accept);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name("admin-client").start(() -> answer(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            var line = ByteBuffer.allocate(LONGEST);
            while (line.hasRemaining() && client.read(line) >= 0 && !ended(line)) {
                // the rest of the line is on its way
            }
            var asked = new String(line.array(), 0, line.position(), StandardCharsets.UTF_8);
            var answer = ByteBuffer.wrap(api.answer(asked).getBytes(StandardCharsets.UTF_8));
            while (answer.hasRemaining()) {
                client.write(answer);
            }
        } catch (IOException gone) {
            // whoever asked
        }
    }

    private static boolean ended(ByteBuffer line) {
        return line.position() > 0 && line.get(line.position() - 1) == '\n';
    }

    @Override
    public void close() {
        Quietly.close(listener);
        Quietly.close(() -> Files.deleteIfExists(path));
    }
}
