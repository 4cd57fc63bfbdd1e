package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/**
 * An Odoo's 8069: HTTP/1.0, a request a connection, answered by its workers.
 *
 * @param registry before it is loaded nobody is answered, though the port is open
 */
record Werkzeug(
        Odoo.Site site,
        OdooPages pages,
        long pid,
        Workers workers,
        Mood mood,
        CountDownLatch registry) {

    /** A worker gives up on a connection that brings no request, in milliseconds. */
    private static final int IMPATIENCE = 2_000;

    void serve(Visit visit) {
        try {
            visit.socket().setSoTimeout(IMPATIENCE);
            mood.thaw();
            registry.await();
            var head = HttpHead.read(visit.in());
            if (head.isPresent()) {
                HttpBody.ofRequest(head.get()).copy(visit.in(), OutputStream.nullOutputStream());
                respond(visit, head.get());
                visit.socket().shutdownOutput();
            }
        } catch (IOException gone) {
            // whoever asked has left
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    private void respond(Visit visit, HttpHead head) throws IOException, InterruptedException {
        long began = System.nanoTime();
        workers.during(head.method() + " " + head.path(), pages.work(head));
        mood.thaw();
        if (mood.over()) {
            throw new IOException("it was killed");
        }
        var answer = pages.to(head, mood.failing());
        visit.out().write(answer.message("HTTP/1.0", head.method(), false));
        if (!head.path().endsWith("/health")) {
            long millis = (System.nanoTime() - began) / 1_000_000;
            var peer = head.field("x-forwarded-for").orElse(visit.peer().getHostString());
            site.log().access(pid, "werkzeug", peer, head, answer.status(), millis);
        }
    }
}
