package dev.drainboard.sandbox;

/** What the database refuses, with PostgreSQL's code for it. */
final class PgRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    PgRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    PgMessage message(String severity) {
        return new PgMessage('E')
                .field('S', severity)
                .field('V', severity)
                .field('C', code)
                .field('M', getMessage())
                .letter('\0');
    }
}
