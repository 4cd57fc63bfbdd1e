package dev.drainboard.sandbox;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What an Odoo answers, as far as a balancer, a browser or a sysadmin can tell; the words, paths
 * and quirks are those of the lab's stand-in, which were measured on Odoo 17 and 18.
 */
final class OdooPages {

    private static final String PASS = "{\"status\": \"pass\"}";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final String node;
    private final Release release;

    /** Differs with the release, as Odoo's does. */
    private final String assets;

    OdooPages(String node, Release release) {
        this.node = node;
        this.release = release;
        this.assets = "/web/assets/1-" + release.assetHash() + "/";
    }

    Release release() {
        return release;
    }

    /** Who takes long keeps a worker and a transaction for that time. */
    Duration work(HttpHead head) {
        var random = ThreadLocalRandom.current();
        if (head.path().equals("/slow")) {
            return seconds(head.argument("s"));
        }
        if (head.path().startsWith("/report/")) {
            return Duration.ofMillis(random.nextLong(2_000, 5_000));
        }
        if (head.path().startsWith("/web/dataset/call_kw")) {
            // most are quick, some are not
            return Duration.ofMillis((long) (15 + 60 * random.nextExponential()));
        }
        return head.path().equals("/web/login")
                ? Duration.ofMillis(random.nextLong(5, 40))
                : Duration.ZERO;
    }

    private static Duration seconds(Optional<String> text) {
        var asked =
                text.filter(number -> number.matches("\\d{1,3}(\\.\\d{1,3})?"))
                        .map(
                                number ->
                                        Duration.ofMillis(
                                                (long) (Double.parseDouble(number) * 1000)))
                        .orElse(Duration.ofSeconds(1));
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /**
     * @param failing users get 500, and the health pages pass
     */
    Answer to(HttpHead head, boolean failing) {
        if (head.field("host").isEmpty()) {
            return Answer.error(); // KeyError: 'HTTP_HOST'
        }
        return switch (head.path()) {
            case "/web/health" -> health();
            case "/websocket/health" -> Answer.of(200, Answer.JSON, PASS, noStore());
            case "/websocket" -> websocketHere(head);
            default -> failing ? Answer.error() : toUser(head);
        };
    }

    private Answer health() {
        return release.quality() == Release.Quality.NEVER_HEALTHY
                ? Answer.error()
                : Answer.of(200, Answer.JSON, PASS, noStore());
    }

    private static HttpHead.Field noStore() {
        return Answer.field("Cache-Control", "no-store");
    }

    /** On 8069 nobody binds websockets. */
    private static Answer websocketHere(HttpHead head) {
        return head.says("upgrade", "websocket")
                ? Answer.error()
                : Answer.of(400, Answer.HTML, "Empty or missing header(s): upgrade");
    }

    private Answer toUser(HttpHead head) {
        var path = head.path();
        if (path.startsWith("/web/static/")) {
            return Answer.of(
                    200,
                    "image/png",
                    "static",
                    Answer.field("Cache-Control", "public, max-age=604800"));
        }
        if (path.startsWith("/web/assets/")) {
            return asset(path);
        }
        if (path.startsWith("/web/dataset/call_kw")) {
            return head.method().equals("POST")
                    ? Answer.of(
                            200,
                            Answer.JSON,
                            "{\"jsonrpc\": \"2.0\", \"id\": null, \"result\": {\"node\": \""
                                    + node
                                    + "\", \"revision\": \""
                                    + release.name()
                                    + "\"}}")
                    : Answer.of(400, Answer.HTML, "Bad Request");
        }
        if (path.startsWith("/report/")) {
            return Answer.of(200, "application/pdf", "%PDF-1.4\n" + "% a report\n".repeat(400));
        }
        return switch (path) {
            case "/" -> Answer.of(303, Answer.HTML, "", Answer.field("Location", "/web"));
            case "/web" -> Answer.of(303, Answer.HTML, "", Answer.field("Location", "/web/login"));
            case "/web/login" -> login(head.cookie("session_id"));
            case "/slow" -> Answer.of(200, Answer.JSON, "{\"slow\": true}");
            case "/web/webclient/version_info" ->
                    head.method().equals("POST")
                            ? Answer.of(
                                    200,
                                    Answer.JSON,
                                    "{\"jsonrpc\": \"2.0\", \"id\": null, \"result\":"
                                            + " {\"server_version\": \"18.0\"}}")
                            : Answer.of(400, Answer.HTML, "Bad Request");
            default -> Answer.of(404, Answer.HTML, "Not Found");
        };
    }

    /**
     * @param session that the browser has; it keeps it
     */
    private Answer login(Optional<String> session) {
        if (release.quality() == Release.Quality.LOGIN_BROKEN) {
            return Answer.error();
        }
        var base = assets + "web.assets_frontend";
        var page =
                """
                <!DOCTYPE html><html><head><title>Odoo</title>
                <link rel="icon" href="/web/static/img/favicon.ico"/>
                <link rel="stylesheet" href="%s.min.css"/>
                <script defer="defer" src="%s_minimal.min.js"></script></head>
                <body><form class="oe_login_form" method="post" action="/web/login"></form></body></html>
                """
                        .formatted(base, base);
        return Answer.of(
                200,
                Answer.HTML,
                page,
                Answer.field(
                        "Set-Cookie",
                        "session_id="
                                + session.orElseGet(OdooPages::newSession)
                                + "; Max-Age=604800; HttpOnly; Path=/"));
    }

    private static String newSession() {
        var session = new byte[20];
        ThreadLocalRandom.current().nextBytes(session);
        return HexFormat.of().formatHex(session);
    }

    /** Another release's address is sent on to ours. */
    private Answer asset(String path) {
        if (!path.startsWith(assets)) {
            var name = path.substring(path.lastIndexOf('/') + 1);
            return Answer.of(303, Answer.HTML, "", Answer.field("Location", assets + name));
        }
        var type = path.endsWith(".css") ? "text/css" : "application/javascript";
        return Answer.of(
                200,
                type,
                "/* assets */",
                Answer.field("Cache-Control", "public, max-age=31536000"));
    }
}
