package dev.drainboard.sandbox;

import java.util.Optional;

/**
 * What a server is at one instant, and how HAProxy would print it.
 *
 * @param health checks count from 0 to {@link Server#BEST}; up from {@link Server#RISE} on
 * @param failedChecks while it was up
 * @param falls from up to down
 * @param sinceChange seconds since it last went up or down
 * @param downtime seconds that it was down
 */
record ServerNow(
        Server server,
        Server.Asked asked,
        int weight,
        int health,
        Optional<CheckResult> check,
        long failedChecks,
        long falls,
        long sinceChange,
        long downtime) {

    private boolean checked() {
        return asked != Server.Asked.MAINT;
    }

    private boolean running() {
        return checked() && health >= Server.RISE;
    }

    private String status() {
        if (!checked()) {
            return "MAINT";
        }
        var word = asked == Server.Asked.DRAIN ? "DRAIN" : "UP";
        if (running()) {
            return health == Server.BEST
                    ? word
                    : word + " " + (health - Server.RISE + 1) + "/" + Server.FALL;
        }
        return health > 0 ? "DOWN " + health + "/" + Server.RISE : "DOWN";
    }

    /** A row of {@code show stat}. */
    StatRow stat(Backend backend) {
        var row = new StatRow();
        server.figures().fill(row);
        row.put("pxname", backend.name()).put("svname", server.name()).put("status", status());
        row.put("weight", asked == Server.Asked.READY ? weight : 0).put("uweight", weight);
        row.put("act", 1).put("bck", 0).put("chkfail", failedChecks).put("chkdown", falls);
        row.put("lastchg", sinceChange).put("downtime", downtime);
        row.put("pid", 1).put("iid", backend.number()).put("sid", server.number()).put("type", 2);
        row.put("addr", server.address() + ":" + server.port()).put("mode", "http");
        if (backend.sticky()) {
            row.put("cookie", server.name());
        }
        row.put("srv_icur", 0).put("ssl_sess", 0).put("ssl_reused_sess", 0);
        row.put("ssl_failed_handshake", 0);
        if (checked()) {
            check.ifPresent(last -> fill(row, last));
        }
        return row;
    }

    private void fill(StatRow row, CheckResult last) {
        row.put("check_status", last.kind().toString()).put("check_duration", last.millis());
        row.put("check_desc", last.kind().words()).put("check_rise", Server.RISE);
        row.put("check_fall", Server.FALL).put("check_health", health);
        if (last.code() > 0) {
            row.put("check_code", last.code());
        }
    }

    /** A row of {@code show servers state}. */
    String state(Backend backend) {
        return String.join(
                " ",
                backend.number() + " " + backend.name(),
                server.number() + " " + server.name() + " " + server.address(),
                (running() ? 2 : 0) + " " + asked.bit() + " " + weight + " 1 " + sinceChange,
                "" + check.map(last -> last.kind().number()).orElse(1),
                check.map(last -> last.passed() ? 3 : 2).orElse(0) + " " + health,
                (checked() ? 6 : 14) + " 0 0 0 - " + server.port() + " - 0 0 - - 0");
    }

    /** A row of {@code show servers conn}. */
    String connections(Backend backend) {
        var figures = server.figures();
        return "%s/%s %d/%d %s %d - 5000 %d %d %d 0 0 -1 0 0 0"
                .formatted(
                        backend.name(),
                        server.name(),
                        backend.number(),
                        server.number(),
                        server.address(),
                        server.port(),
                        figures.sessions(),
                        figures.mostAtOnce(),
                        figures.mostAtOnce());
    }

    String weights() {
        return weight + " (initial 1)";
    }
}
