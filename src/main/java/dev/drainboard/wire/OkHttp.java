package dev.drainboard.wire;

import dev.drainboard.wire.Http.HttpFailure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * {@link Http} on OkHttp. Each question has a connection of its own, is asked once, and goes
 * straight to the address: a reused connection, a silent second try or a proxy would answer for
 * somebody else.
 */
public final class OkHttp implements Http {

    /** Milliseconds for a websocket's parting frame, before its socket is closed. */
    private static final int PARTING = 100;

    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .dispatcher(new Dispatcher(Executors.newVirtualThreadPerTaskExecutor()))
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .retryOnConnectionFailure(false)
                    .proxy(Proxy.NO_PROXY)
                    .connectTimeout(Duration.ZERO)
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO)
                    .build();

    @Override
    public Answer get(
            URI address,
            Optional<String> host,
            Map<String, String> headers,
            Duration timeout,
            int cap)
            throws HttpFailure {
        var stopwatch = new Stopwatch();
        var sockets = new Sockets();
        var request = request(address, host);
        headers.forEach(request::header);
        var call =
                client.newBuilder()
                        .callTimeout(timeout)
                        .socketFactory(sockets)
                        .eventListener(stopwatch)
                        .build()
                        .newCall(request.build());
        try (var response = call.execute()) {
            var body = head(response, cap);
            var took = stopwatch.sinceFirstByte();
            // what is left of the body shall not be waited for
            call.cancel();
            return new Answer(response.code(), headers(response), body, took);
        } catch (IOException e) {
            throw failure(address, e, timeout, sockets);
        }
    }

    private static Request.Builder request(URI address, Optional<String> host) throws HttpFailure {
        try {
            var request =
                    new Request.Builder()
                            .url(address.toURL())
                            .header("User-Agent", "drainboard")
                            .header("Accept-Encoding", "identity");
            host.ifPresent(name -> request.header("Host", name));
            return request;
        } catch (java.net.MalformedURLException | IllegalArgumentException e) {
            throw new HttpFailure(Kind.NOT_HTTP, address + " is no address of HTTP", e);
        }
    }

    private static byte[] head(Response response, int cap) throws IOException {
        var source = response.body().source();
        source.request(cap);
        return source.getBuffer().readByteArray(Math.min(cap, source.getBuffer().size()));
    }

    private static Map<String, List<String>> headers(Response response) {
        var headers = new java.util.TreeMap<String, List<String>>();
        response.headers()
                .toMultimap()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    @Override
    public Answer handshake(URI address, Optional<String> host, Duration timeout)
            throws HttpFailure {
        var origin = address.getScheme() + "://" + host.orElse(address.getAuthority());
        var request = request(address, host).header("Origin", origin).build();
        var shake = new Handshake();
        var sockets = new Sockets();
        var socket =
                client.newBuilder().socketFactory(sockets).build().newWebSocket(request, shake);
        try {
            return shake.answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(address, (IOException) e.getCause(), timeout, sockets);
        } catch (TimeoutException e) {
            throw failure(address, new InterruptedIOException("timeout"), timeout, sockets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(address, new InterruptedIOException("interrupted"), timeout, sockets);
        } finally {
            socket.close(1000, null);
            CompletableFuture.delayedExecutor(PARTING, TimeUnit.MILLISECONDS)
                    .execute(socket::cancel);
        }
    }

    private static final class Handshake extends WebSocketListener {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final long began = System.nanoTime();

        @Override
        public void onOpen(WebSocket socket, Response response) {
            answered(response);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable t, Response response) {
            if (response != null) {
                answered(response);
            } else if (t instanceof IOException) {
                answer.completeExceptionally(t);
            } else {
                answer.completeExceptionally(new IOException(t));
            }
        }

        private void answered(Response response) {
            var took = Duration.ofNanos(System.nanoTime() - began);
            answer.complete(new Answer(response.code(), headers(response), new byte[0], took));
        }
    }

    /** Starts with the first byte that is sent: connecting is not answering. */
    private static final class Stopwatch extends EventListener {
        private volatile long began = System.nanoTime();

        @Override
        public void requestHeadersStart(Call call) {
            began = System.nanoTime();
        }

        Duration sinceFirstByte() {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    /** Remembers whether a connection came about: no connection is another thing than silence. */
    private static final class Sockets extends SocketFactory {
        private volatile boolean connected;

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress address, int timeout) throws IOException {
                    super.connect(address, timeout);
                    connected = true;
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException("OkHttp connects by itself");
        }
    }

    private static HttpFailure failure(
            URI address, IOException e, Duration timeout, Sockets sockets) {
        var kind = kind(e, sockets.connected);
        var why =
                switch (kind) {
                    case REFUSED -> "nothing listens there";
                    case RESET -> "it closed the connection without an answer";
                    case UNREACHABLE -> noWay(e, timeout);
                    case SILENT ->
                            "it accepted, and did not answer within " + Deadline.text(timeout);
                    case NOT_HTTP -> "what came is not HTTP: " + e.getMessage();
                };
        return new HttpFailure(kind, address + ": " + why, e);
    }

    private static String noWay(IOException e, Duration timeout) {
        return switch (e) {
            case UnknownHostException noName -> "the name has no address";
            case InterruptedIOException late ->
                    "no connection came about within " + Deadline.text(timeout);
            default -> "there is no way to it";
        };
    }

    private static Kind kind(IOException e, boolean connected) {
        return switch (e) {
            case InterruptedIOException late -> connected ? Kind.SILENT : Kind.UNREACHABLE;
            case NoRouteToHostException noRoute -> Kind.UNREACHABLE;
            case UnknownHostException noName -> Kind.UNREACHABLE;
            case ConnectException refused ->
                    caused(refused).contains("refused") ? Kind.REFUSED : Kind.UNREACHABLE;
            case ProtocolException garbled -> ended(e) ? Kind.RESET : Kind.NOT_HTTP;
            case SSLException noTls -> Kind.NOT_HTTP;
            case EOFException ended -> Kind.RESET;
            case SocketException reset -> connected ? Kind.RESET : Kind.UNREACHABLE;
            default -> ended(e) ? Kind.RESET : Kind.NOT_HTTP;
        };
    }

    private static String caused(IOException e) {
        return (e.getMessage() + " " + e.getCause()).toLowerCase(Locale.ROOT);
    }

    /** OkHttp's words for a connection that ended before, or within, an answer. */
    private static boolean ended(IOException e) {
        return e.getCause() instanceof EOFException
                || String.valueOf(e.getMessage()).startsWith("unexpected end of stream");
    }
}
