package dev.drainboard.sandbox;

/** What a balancer counts of one server, from its own traffic. */
final class Figures {

    /** Times are averages over about so many of the last requests. */
    private static final int WINDOW = 1024;

    private final Rate rate = new Rate();
    private final long[] answers = new long[6];
    private final Average queue = new Average();
    private final Average connect = new Average();
    private final Average response = new Average();
    private final Average total = new Average();
    private long sessions;
    private long mostAtOnce;
    private long all;
    private long in;
    private long out;
    private long refusedConnections;
    private long brokenAnswers;
    private long retries;
    private long redispatches;
    private long lastSession = -1;

    /** A mean that forgets. */
    private static final class Average {
        private double mean;
        private long count;
        private long most;

        void add(long millis) {
            count = Math.min(count + 1, WINDOW);
            mean += (millis - mean) / count;
            most = Math.max(most, millis);
        }
    }

    synchronized void begin() {
        sessions++;
        all++;
        mostAtOnce = Math.max(mostAtOnce, sessions);
        lastSession = System.nanoTime();
        rate.count();
    }

    synchronized void end(long connectMillis, long responseMillis, long totalMillis) {
        sessions--;
        queue.add(0);
        connect.add(connectMillis);
        response.add(responseMillis);
        total.add(totalMillis);
    }

    /** It was begun here, and goes on elsewhere or nowhere. */
    synchronized void leave() {
        sessions--;
    }

    synchronized void answered(int status) {
        answers[status >= 100 && status < 600 ? status / 100 : 0]++;
    }

    synchronized void moved(long bytesIn, long bytesOut) {
        in += bytesIn;
        out += bytesOut;
    }

    synchronized void refused() {
        refusedConnections++;
    }

    synchronized void broken() {
        brokenAnswers++;
    }

    synchronized void retried() {
        retries++;
    }

    synchronized void redispatched() {
        redispatches++;
    }

    synchronized long sessions() {
        return sessions;
    }

    synchronized long mostAtOnce() {
        return mostAtOnce;
    }

    synchronized void fill(StatRow row) {
        row.put("qcur", 0).put("qmax", 0).put("scur", sessions).put("smax", mostAtOnce);
        row.put("stot", all).put("bin", in).put("bout", out);
        row.put("econ", refusedConnections).put("eresp", brokenAnswers).put("dresp", 0);
        row.put("wretr", retries).put("wredis", redispatches).put("lbtot", all);
        row.put("rate", rate.perSecond()).put("rate_max", rate.most());
        for (int hundred = 1; hundred < 6; hundred++) {
            row.put("hrsp_" + hundred + "xx", answers[hundred]);
        }
        row.put("hrsp_other", answers[0]).put("req_tot", all).put("conn_tot", all);
        row.put("cli_abrt", 0).put("srv_abrt", brokenAnswers).put("connect", all).put("reuse", 0);
        row.put(
                "lastsess",
                lastSession < 0 ? -1 : (System.nanoTime() - lastSession) / 1_000_000_000);
        fill(row, "qtime", queue);
        fill(row, "ctime", connect);
        fill(row, "rtime", response);
        fill(row, "ttime", total);
        row.put("eint", 0).put("idle_conn_cur", 0).put("safe_conn_cur", 0);
        row.put("used_conn_cur", sessions).put("need_conn_est", mostAtOnce);
    }

    private static void fill(StatRow row, String name, Average average) {
        row.put(name, Math.round(average.mean)).put(name + "_max", average.most);
    }
}
