package dev.drainboard.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.Buffer;

/**
 * HTTP on OkHttp. Every question has a connection of its own, so that an answer is about the server
 * as it is now and never about a connection that was kept; no redirect is followed; nothing is
 * asked twice.
 */
public final class OkHttp implements Http {

    private static final int NONE_KEPT = 0;

    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .retryOnConnectionFailure(false)
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(new ConnectionPool(NONE_KEPT, 1, TimeUnit.SECONDS))
                    .build();

    @Override
    public Answer get(
            URI address,
            Optional<String> host,
            Map<String, String> headers,
            Duration timeout,
            int cap)
            throws HttpFailure {
        var request = new Request.Builder().url(address.toString()).header("Connection", "close");
        host.ifPresent(name -> request.header("Host", name));
        headers.forEach(request::header);
        long began = System.nanoTime();
        try (var response = within(timeout).newCall(request.build()).execute()) {
            var body = new Buffer();
            var source = response.body().source();
            while (body.size() < cap && source.read(body, cap - body.size()) >= 0) {
                // until the cap or the end
            }
            return new Answer(
                    response.code(),
                    lowerCase(response.headers()),
                    body.readByteArray(),
                    since(began));
        } catch (IOException e) {
            throw failure(e, address);
        }
    }

    @Override
    public Answer handshake(URI address, Optional<String> host, Duration timeout)
            throws HttpFailure {
        var origin = "http://" + host.orElse(address.getAuthority());
        var request = new Request.Builder().url(address.toString()).header("Origin", origin);
        host.ifPresent(name -> request.header("Host", name));
        long began = System.nanoTime();
        var shaken = new CompletableFuture<Response>();
        var socket = within(timeout).newWebSocket(request.build(), new Handshake(shaken));
        try {
            var response = shaken.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(
                    response.code(), lowerCase(response.headers()), new byte[0], since(began));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure(failure, address);
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw silent(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFailure(HttpFailure.Kind.SILENT, address + " was not waited for", e);
        } finally {
            socket.cancel();
        }
    }

    private OkHttpClient within(Duration timeout) {
        return client.newBuilder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }

    /** Any answer ends the handshake; 101 is one, and the socket is not kept. */
    private static final class Handshake extends WebSocketListener {
        private final CompletableFuture<Response> shaken;

        Handshake(CompletableFuture<Response> shaken) {
            this.shaken = shaken;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            shaken.complete(response);
            socket.cancel();
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, Response response) {
            if (response != null) {
                shaken.complete(response);
            } else {
                shaken.completeExceptionally(failure);
            }
        }
    }

    private static Map<String, List<String>> lowerCase(Headers headers) {
        var all = new TreeMap<String, List<String>>();
        headers.names()
                .forEach(name -> all.put(name.toLowerCase(Locale.ROOT), headers.values(name)));
        return all;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static HttpFailure silent(URI address, Exception cause) {
        return new HttpFailure(HttpFailure.Kind.SILENT, address + " did not answer in time", cause);
    }

    private static HttpFailure failure(IOException e, URI address) {
        return switch (e) {
            case UnknownHostException unknown ->
                    new HttpFailure(
                            HttpFailure.Kind.UNREACHABLE,
                            address.getHost() + " does not resolve to an address",
                            e);
            case NoRouteToHostException none ->
                    new HttpFailure(
                            HttpFailure.Kind.UNREACHABLE,
                            "there is no route to " + address.getHost(),
                            e);
            case ConnectException refused ->
                    new HttpFailure(HttpFailure.Kind.REFUSED, address + " refuses connections", e);
            case InterruptedIOException late -> silent(address, e);
            case java.net.ProtocolException odd ->
                    new HttpFailure(HttpFailure.Kind.NOT_HTTP, address + " does not speak HTTP", e);
            case SocketException reset ->
                    new HttpFailure(HttpFailure.Kind.RESET, address + " reset the connection", e);
            case EOFException end ->
                    new HttpFailure(
                            HttpFailure.Kind.RESET,
                            address + " closed the connection without an answer",
                            e);
            default -> unexpected(e, address);
        };
    }

    /** OkHttp says "unexpected end of stream" in a plain IOException whose cause is the EOF. */
    private static HttpFailure unexpected(IOException e, URI address) {
        boolean ended =
                e.getCause() instanceof EOFException
                        || String.valueOf(e.getMessage()).contains("end of stream");
        return ended
                ? new HttpFailure(
                        HttpFailure.Kind.RESET,
                        address + " closed the connection without an answer",
                        e)
                : new HttpFailure(HttpFailure.Kind.NOT_HTTP, address + ": " + e.getMessage(), e);
    }
}
