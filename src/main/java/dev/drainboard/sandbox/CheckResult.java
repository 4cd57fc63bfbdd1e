package dev.drainboard.sandbox;

/** What one health check found, in HAProxy's words. */
record CheckResult(Kind kind, int code, long millis) {

    enum Kind {
        L7OK("Layer7 check passed", 15),
        L7STS("Layer7 wrong status", 17),
        L7TOUT("Layer7 timeout", 13),
        L7RSP("Layer7 invalid response", 14),
        L4CON("Layer4 connection problem", 8),
        L4TOUT("Layer4 timeout", 7);

        private final String words;
        private final int number;

        Kind(String words, int number) {
            this.words = words;
            this.number = number;
        }

        String words() {
            return words;
        }

        /** In {@code show servers state}. */
        int number() {
            return number;
        }
    }

    boolean passed() {
        return kind == Kind.L7OK;
    }
}
