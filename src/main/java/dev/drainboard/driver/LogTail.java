package dev.drainboard.driver;

import dev.drainboard.model.FaultException;
import dev.drainboard.port.LogPort;
import dev.drainboard.port.Rest;
import java.time.Duration;
import java.util.Optional;

/**
 * A tail under way: a thread that reads the host, one that tells whoever looks, and a buffer
 * between them. Closing it interrupts the first, which closes its channel; the second tells of the
 * end.
 */
record LogTail(Thread host, LogBuffer buffer) implements LogPort.Tail {

    /** Lines come in bundles: nobody reads ten windows a second. */
    private static final Duration BREATH = Duration.ofMillis(100);

    /** What reads the host until it ends, which it never does without a fault. */
    interface Source {
        void readInto(LogBuffer buffer) throws FaultException;
    }

    static LogTail begin(String node, Source source, LogPort.Reader reader, Rest rest) {
        var buffer = new LogBuffer();
        var host = Thread.ofVirtual().name("log " + node).start(() -> readUntilEnd(source, buffer));
        Thread.ofVirtual()
                .name("log " + node + " to its reader")
                .start(() -> tellUntilEnd(buffer, reader, rest));
        return new LogTail(host, buffer);
    }

    private static void readUntilEnd(Source source, LogBuffer buffer) {
        try {
            source.readInto(buffer);
        } catch (FaultException e) {
            buffer.end(Optional.of(e.fault()));
        }
    }

    private static void tellUntilEnd(LogBuffer buffer, LogPort.Reader reader, Rest rest) {
        try {
            while (true) {
                switch (buffer.take()) {
                    case LogBuffer.Next.Lines next ->
                            reader.lines(
                                    next.lines().stream().map(NodeLog::line).toList(),
                                    next.dropped());
                    case LogBuffer.Next.End end -> {
                        reader.ended(end.why());
                        return;
                    }
                }
                rest.pause(BREATH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        buffer.forget();
        host.interrupt();
    }
}
