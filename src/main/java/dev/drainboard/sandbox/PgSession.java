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

    private static final int VERSION_3 = 196_608;
    private static final int CANCEL = 80_877_102;
    private static final int TLS = 80_877_103;
    private static final int GSS = 80_877_104;
    private static final int LONGEST = 1 << 20;
    private static final Set<String> ROLES = Set.of("drainboard", "odoo");
    private static final Set<String> DATABASES = Set.of(Activity.DATABASE, "postgres");

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

    /** What the server refuses, with its code. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }
    }

    PgSession(Visit visit, Function<String, Optional<PgTable>> answers) {
        this.visit = visit;
        this.answers = answers;
        this.in = new DataInputStream(visit.in());
        this.out = new BufferedOutputStream(visit.out());
    }

    void serve() {
        try {
            if (welcome()) {
                boolean goesOn = true;
                while (goesOn) {
                    char kind = (char) in.readUnsignedByte();
                    goesOn = kind != 'X';
                    if (goesOn) {
                        answer(kind, body(in.readInt() - 4));
                    }
                }
            }
        } catch (IOException gone) {
            // as clients go
        }
    }

    private ByteBuffer body(int length) throws IOException {
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of " + length + " bytes");
        }
        return ByteBuffer.wrap(in.readNBytes(length));
    }

    /** Whether the client was let in. */
    private boolean welcome() throws IOException {
        var start = body(in.readInt() - 4);
        int version = start.getInt();
        while (version == TLS || version == GSS) {
            visit.out().write(new byte[] {'N'});
            start = body(in.readInt() - 4);
            version = start.getInt();
        }
        if (version == CANCEL) {
            return false; // nothing here takes long enough
        }
        var wishes = new HashMap<String, String>();
        for (var name = text(start); !name.isEmpty(); name = text(start)) {
            wishes.put(name, text(start));
        }
        try {
            admit(version, wishes);
        } catch (Refused e) {
            error("FATAL", e);
            out.flush();
            return false;
        }
        send(new PgMessage('R').number(0));
        Map.of(
                        "server_version", Activity.VERSION,
                        "server_encoding", "UTF8",
                        "client_encoding", "UTF8",
                        "DateStyle", "ISO, MDY",
                        "TimeZone", "UTC",
                        "integer_datetimes", "on",
                        "standard_conforming_strings", "on")
                .forEach((name, value) -> parameter(name, value));
        send(new PgMessage('K').number(visit.peer().getPort()).number(1));
        ready();
        return true;
    }

    private static void admit(int version, Map<String, String> wishes) throws Refused {
        var user = wishes.getOrDefault("user", "");
        var database = wishes.getOrDefault("database", user);
        if (version != VERSION_3) {
            throw new Refused("0A000", "unsupported frontend protocol");
        }
        if (!ROLES.contains(user)) {
            throw new Refused("28000", "role \"" + user + "\" does not exist");
        }
        if (!DATABASES.contains(database)) {
            throw new Refused("3D000", "database \"" + database + "\" does not exist");
        }
    }

    private void parameter(String name, String value) {
        try {
            send(new PgMessage('S').text(name).text(value));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(ByteBuffer from) {
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

    private void error(String severity, Refused e) throws IOException {
        send(
                new PgMessage('E')
                        .field('S', severity)
                        .field('V', severity)
                        .field('C', e.code)
                        .field('M', e.getMessage())
                        .letter('\0'));
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
                default -> throw new Refused("08P01", "invalid frontend message type " + kind);
            }
        } catch (Refused e) {
            error("ERROR", e);
            state = state == 'I' ? 'I' : 'E';
            skipsToSync = kind != 'Q';
            if (kind == 'Q') {
                ready();
            }
        }
    }

    private void simple(String text) throws IOException, Refused {
        for (var sql : text.split(";")) {
            run(sql, List.of(), true);
        }
        ready();
    }

    private String statement(String name) throws Refused {
        var sql = statements.get(name);
        if (sql == null) {
            throw new Refused("26000", "prepared statement \"" + name + "\" does not exist");
        }
        return sql;
    }

    private Portal portal(String name) throws Refused {
        var portal = portals.get(name);
        if (portal == null) {
            throw new Refused("34000", "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    /** Values are read past: no question here depends on one. */
    private void bind(ByteBuffer body) throws IOException, Refused {
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

    private void describe(char what, String name) throws IOException, Refused {
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
            throws IOException, Refused {
        var word = sql.strip().split("[\\s;]+", 2)[0].toUpperCase(java.util.Locale.ROOT);
        if (state == 'E' && !Set.of("ROLLBACK", "COMMIT", "ABORT").contains(word)) {
            throw new Refused("25P02", "current transaction is aborted");
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

    private static Refused unknown() {
        return new Refused(
                "0A000",
                "this is the sandbox's database: it answers what Drainboard asks, no more");
    }

    private void done(String words, char next) throws IOException {
        state = next;
        send(new PgMessage('C').text(words));
    }
}
