package dev.drainboard.sandbox;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One connection to the database: version 3 of the protocol, simple and extended queries. */
final class PgSession {

    private static final int LONGEST = 1 << 20;

    private final Visit visit;
    private final Function<String, Optional<PgTable>> answers;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private char state = 'I';
    private boolean skipsToSync;

    /** A statement about to run, with the formats that its columns are wanted in. */
    private record Portal(String sql, List<Boolean> binary) {}

    PgSession(Visit visit, Function<String, Optional<PgTable>> answers) {
        this.visit = visit;
        this.answers = answers;
        this.in = new DataInputStream(visit.in());
        this.out = new BufferedOutputStream(visit.out());
    }

    void serve() {
        try {
            if (PgWelcome.to(in, out, visit.peer().getPort())) {
                ready();
                boolean goesOn = true;
                while (goesOn) {
                    char kind = (char) in.readUnsignedByte();
                    goesOn = kind != 'X';
                    if (goesOn) {
                        answer(kind, body(in, in.readInt() - 4));
                    }
                }
            }
        } catch (IOException gone) {
            // as clients go
        }
    }

    /** What follows the length of a message. */
    static ByteBuffer body(DataInputStream in, int length) throws IOException {
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of " + length + " bytes");
        }
        return ByteBuffer.wrap(in.readNBytes(length));
    }

    /** Up to the next zero. */
    static String text(ByteBuffer from) {
        int start = from.position();
        while (from.hasRemaining()) {
            if (from.get() == 0) {
                int length = from.position() - start - 1;
                return new String(from.array(), start, length, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private void send(PgMessage message) throws IOException {
        message.to(out);
    }

    private void ready() throws IOException {
        send(new PgMessage('Z').letter(state));
        out.flush();
    }

    private void answer(char kind, ByteBuffer body) throws IOException {
        if (kind == 'S') {
            skipsToSync = false;
            ready();
            return;
        }
        if (skipsToSync) {
            return;
        }
        try {
            switch (kind) {
                case 'Q' -> simple(text(body));
                case 'P' -> {
                    statements.put(text(body), text(body));
                    send(new PgMessage('1'));
                }
                case 'B' -> bind(body);
                case 'D' -> describe((char) body.get(), text(body));
                case 'E' -> {
                    var portal = portal(text(body));
                    run(portal.sql(), portal.binary(), false);
                }
                case 'C' -> {
                    (body.get() == 'S' ? statements : portals).remove(text(body));
                    send(new PgMessage('3'));
                }
                case 'H' -> out.flush();
                default -> throw new PgRefused("08P01", "invalid frontend message type " + kind);
            }
        } catch (PgRefused e) {
            send(e.message("ERROR"));
            state = state == 'I' ? 'I' : 'E';
            skipsToSync = kind != 'Q';
            if (kind == 'Q') {
                ready();
            }
        }
    }

    private void simple(String text) throws IOException, PgRefused {
        for (var sql : text.split(";")) {
            run(sql, List.of(), true);
        }
        ready();
    }

    private String statement(String name) throws PgRefused {
        var sql = statements.get(name);
        if (sql == null) {
            throw new PgRefused("26000", "prepared statement \"" + name + "\" does not exist");
        }
        return sql;
    }

    private Portal portal(String name) throws PgRefused {
        var portal = portals.get(name);
        if (portal == null) {
            throw new PgRefused("34000", "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    /** Values are read past: no question here depends on one. */
    private void bind(ByteBuffer body) throws IOException, PgRefused {
        var name = text(body);
        var sql = statement(text(body));
        body.position(body.position() + 2 * body.getShort(body.position()) + 2);
        int values = body.getShort();
        for (int i = 0; i < values; i++) {
            int length = body.getInt();
            body.position(body.position() + Math.max(0, length));
        }
        var binary = new ArrayList<Boolean>();
        int formats = body.getShort();
        for (int i = 0; i < formats; i++) {
            binary.add(body.getShort() == 1);
        }
        portals.put(name, new Portal(sql, List.copyOf(binary)));
        send(new PgMessage('2'));
    }

    private void describe(char what, String name) throws IOException, PgRefused {
        var portal = what == 'S' ? new Portal(statement(name), List.of()) : portal(name);
        if (what == 'S') {
            var parameters = new PgMessage('t');
            boolean one = portal.sql().contains("$1");
            send(one ? parameters.shortNumber(1).number(23) : parameters.shortNumber(0));
        }
        var table = answers.apply(portal.sql());
        send(table.isPresent() ? table.get().description(portal.binary()) : new PgMessage('n'));
    }

    private void run(String sql, List<Boolean> binary, boolean described)
            throws IOException, PgRefused {
        var word = sql.strip().split("[\\s;]+", 2)[0].toUpperCase(java.util.Locale.ROOT);
        if (state == 'E' && !Set.of("ROLLBACK", "COMMIT", "ABORT").contains(word)) {
            throw new PgRefused("25P02", "current transaction is aborted");
        }
        switch (word) {
            case "" -> send(new PgMessage('I'));
            case "BEGIN", "START" -> done("BEGIN", 'T');
            case "COMMIT", "END" -> done("COMMIT", 'I');
            case "ROLLBACK", "ABORT" -> done("ROLLBACK", 'I');
            case "SET" -> done("SET", state);
            default -> {
                var table = answers.apply(sql).orElseThrow(PgSession::unknown);
                if (described) {
                    send(table.description(binary));
                }
                for (var row : table.dataRows(binary)) {
                    send(row);
                }
                done("SELECT " + table.rows().size(), state);
            }
        }
    }

    private static PgRefused unknown() {
        return new PgRefused(
                "0A000",
                "this is the sandbox's database: it answers what Drainboard asks, no more");
    }

    private void done(String words, char next) throws IOException {
        state = next;
        send(new PgMessage('C').text(words));
    }
}
