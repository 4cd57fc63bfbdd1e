package dev.drainboard.lab;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Users at work: paced clients, half of whose requests are POSTs, a fifth of whom keep their
 * connection, and websockets that reconnect. Cookies are kept, so that a sticky balancer has
 * something to be sticky with.
 *
 * <p>A failed request is any status of 500 or more, an error on a fresh connection, a body that is
 * cut off, or an error on a reused connection that persists after one retry with no byte answered,
 * which is what browsers do. A websocket that closes is none; one that is not open again within 5 s
 * is.
 */
final class Load implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration REOPEN = Duration.ofSeconds(5);

    /**
     * What was seen. {@code resets} are reused connections that were closed under us and answered
     * on the retry.
     */
    record Verdict(
            long requests,
            long posts,
            long keptAlive,
            long resets,
            long reopened,
            List<String> failures) {
        @Override
        public String toString() {
            return "judged %d requests (%d POST, %d on kept connections), %d resets retried, %d websockets reopened, %d failed"
                    .formatted(requests, posts, keptAlive, resets, reopened, failures.size());
        }
    }

    private final List<InetSocketAddress> entrances;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong posts = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final AtomicLong reopened = new AtomicLong();
    private final AtomicLong openSockets = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /**
     * @param entrances the balancers' addresses; clients are spread over them
     * @param clients each sends a request, waits {@code pause} on average, and sends the next
     */
    Load(List<InetSocketAddress> entrances, int clients, Duration pause, int websockets) {
        this.entrances = entrances;
        for (int number = 0; number < clients; number++) {
            int client = number;
            threads.add(
                    Thread.ofVirtual()
                            .name("client-" + client)
                            .start(() -> requestUntilOver(client, client % 5 == 0, pause)));
        }
        for (int number = 0; number < websockets; number++) {
            int client = number;
            threads.add(
                    Thread.ofVirtual()
                            .name("websocket-" + client)
                            .start(() -> listenUntilOver(client)));
        }
    }

    long requests() {
        return requests.get();
    }

    long openSockets() {
        return openSockets.get();
    }

    /** Lets every client finish what it has in hand. */
    Verdict end() {
        close();
        return new Verdict(
                requests.get(),
                posts.get(),
                kept.get(),
                resets.get(),
                reopened.get(),
                List.copyOf(failures));
    }

    @Override
    public void close() {
        over = true;
        for (var thread : threads) {
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requestUntilOver(int client, boolean keepsAlive, Duration pause) {
        var random = new Random(client);
        var browser = new Browser(entrances.get(client % entrances.size()), keepsAlive);
        while (!over) {
            one(browser, random);
            rest(Duration.ofMillis((long) (pause.toMillis() * 2 * random.nextDouble())));
        }
        browser.forget();
    }

    private void one(Browser browser, Random random) {
        boolean post = random.nextBoolean();
        var path =
                post
                        ? "/web/dataset/call_kw"
                        : random.nextInt(20) == 0 ? "/slow?s=1" : "/web/login";
        requests.incrementAndGet();
        posts.addAndGet(post ? 1 : 0);
        try {
            int status = browser.send(post ? "POST" : "GET", path);
            if (status >= 500) {
                failures.add(path + " answered " + status);
            }
        } catch (IOException e) {
            failures.add(path + ": " + e);
        }
    }

    /** A browser with one connection at most, and its cookies. */
    private final class Browser {
        private final InetSocketAddress entrance;
        private final boolean keepsAlive;
        private final List<String> cookies = new ArrayList<>();
        private Socket connection;

        Browser(InetSocketAddress entrance, boolean keepsAlive) {
            this.entrance = entrance;
            this.keepsAlive = keepsAlive;
        }

        int send(String method, String path) throws IOException {
            boolean reused = connection != null;
            if (reused) {
                kept.incrementAndGet();
            }
            try {
                return exchange(method, path);
            } catch (NothingAnswered e) {
                forget();
                if (!reused) {
                    throw e;
                }
                resets.incrementAndGet();
                return exchange(method, path);
            } catch (IOException e) {
                forget();
                throw e;
            }
        }

        private int exchange(String method, String path) throws IOException {
            if (connection == null) {
                connection = new Socket();
                connection.setTcpNoDelay(true);
                connection.setSoTimeout((int) PATIENCE.toMillis());
                connection.connect(entrance, 5000);
            }
            var body =
                    method.equals("POST")
                            ? "{\"jsonrpc\":\"2.0\",\"method\":\"call\",\"params\":{}}"
                            : "";
            var head =
                    method
                            + " "
                            + path
                            + " HTTP/1.1\r\nHost: odoo.example.com\r\nConnection: "
                            + (keepsAlive ? "keep-alive" : "close")
                            + "\r\n"
                            + (cookies.isEmpty()
                                    ? ""
                                    : "Cookie: " + String.join("; ", cookies) + "\r\n")
                            + (body.isEmpty()
                                    ? ""
                                    : "Content-Type: application/json\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n")
                            + "\r\n"
                            + body;
            Answer answer;
            try {
                connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                answer = Answer.read(connection.getInputStream());
            } catch (NothingAnswered e) {
                throw e;
            } catch (IOException e) {
                throw e instanceof java.net.SocketException ? new NothingAnswered(e) : e;
            }
            answer.cookies.forEach(this::keep);
            if (!keepsAlive || answer.closes) {
                forget();
            }
            return answer.status;
        }

        private void keep(String cookie) {
            var name = cookie.substring(0, cookie.indexOf('=') + 1);
            cookies.removeIf(known -> known.startsWith(name));
            cookies.add(cookie);
        }

        void forget() {
            if (connection != null) {
                try {
                    connection.close();
                } catch (IOException e) {
                    // closed is what it was to be
                }
                connection = null;
            }
        }
    }

    /** The connection ended before the first byte of an answer. */
    private static final class NothingAnswered extends IOException {
        private static final long serialVersionUID = 1L;

        NothingAnswered(IOException cause) {
            super(cause == null ? "closed with no byte answered" : cause.toString(), cause);
        }
    }

    /** An HTTP answer, read to the end of its body. */
    private static final class Answer {
        int status;
        boolean closes;
        final List<String> cookies = new ArrayList<>();

        static Answer read(InputStream in) throws IOException {
            var answer = new Answer();
            var first = line(in, true);
            answer.status = Integer.parseInt(first.split(" ")[1]);
            answer.closes = first.startsWith("HTTP/1.0");
            long length = -1;
            boolean chunked = false;
            for (var line = line(in, false); !line.isEmpty(); line = line(in, false)) {
                var lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(line.substring(15).strip());
                } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                    chunked = true;
                } else if (lower.startsWith("connection:")) {
                    answer.closes =
                            lower.contains("close")
                                    || answer.closes && !lower.contains("keep-alive");
                } else if (lower.startsWith("set-cookie:")) {
                    answer.cookies.add(line.substring(11).strip().split(";")[0]);
                }
            }
            if (chunked) {
                chunks(in);
            } else if (length >= 0) {
                if (in.readNBytes((int) length).length < length) {
                    throw new EOFException("the body is cut off");
                }
            } else {
                in.readAllBytes();
                answer.closes = true;
            }
            return answer;
        }

        private static void chunks(InputStream in) throws IOException {
            while (true) {
                int size = Integer.parseInt(line(in, false).split(";")[0].strip(), 16);
                if (in.readNBytes(size).length < size) {
                    throw new EOFException("a chunk is cut off");
                }
                line(in, false);
                if (size == 0) {
                    return;
                }
            }
        }

        private static String line(InputStream in, boolean first) throws IOException {
            var line = new ByteArrayOutputStream();
            while (true) {
                int next;
                try {
                    next = in.read();
                } catch (java.net.SocketException e) {
                    if (first && line.size() == 0) {
                        throw new NothingAnswered(e);
                    }
                    throw new EOFException("the answer is cut off: " + e.getMessage());
                }
                if (next < 0) {
                    if (first && line.size() == 0) {
                        throw new NothingAnswered(null);
                    }
                    throw new EOFException("the answer is cut off");
                }
                if (next == '\n') {
                    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                }
                line.write(next);
            }
        }
    }

    private void listenUntilOver(int client) {
        var random = new Random(client);
        var entrance = entrances.get(client % entrances.size());
        long closedAt = System.nanoTime();
        boolean before = false;
        while (!over) {
            try (var socket = open(entrance)) {
                if (before) {
                    reopened.incrementAndGet();
                }
                before = true;
                openSockets.incrementAndGet();
                try {
                    readUntilClosed(socket);
                } finally {
                    openSockets.decrementAndGet();
                }
                closedAt = System.nanoTime();
            } catch (IOException e) {
                if (System.nanoTime() - closedAt > REOPEN.toNanos()) {
                    failures.add("websocket " + client + " is not open again after 5 s: " + e);
                    closedAt = System.nanoTime();
                }
            }
            rest(Duration.ofMillis(50 + random.nextInt(700)));
        }
    }

    private static Socket open(InetSocketAddress entrance) throws IOException {
        var socket = new Socket();
        socket.connect(entrance, 3000);
        socket.setSoTimeout(3000);
        socket.getOutputStream()
                .write(
                        ("GET /websocket?version=17.0-1 HTTP/1.1\r\nHost: odoo.example.com\r\nOrigin: http://odoo.example.com\r\n"
                                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        var first = Answer.line(socket.getInputStream(), true);
        if (!first.contains(" 101")) {
            socket.close();
            throw new IOException("handshake answered " + first);
        }
        while (!Answer.line(socket.getInputStream(), false).isEmpty()) {
            // the other headers say nothing that matters
        }
        return socket;
    }

    private void readUntilClosed(Socket socket) throws IOException {
        socket.setSoTimeout(300);
        while (!over) {
            try {
                if (socket.getInputStream().read() < 0) {
                    return;
                }
            } catch (java.net.SocketTimeoutException e) {
                // quiet is well
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void rest(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
