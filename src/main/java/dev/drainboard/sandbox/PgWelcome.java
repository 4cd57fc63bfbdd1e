package dev.drainboard.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The beginning of a connection to the database: encryption declined, a role let in, or not. */
final class PgWelcome {

    private static final int VERSION_3 = 196_608;
    private static final int CANCEL = 80_877_102;
    private static final int TLS = 80_877_103;
    private static final int GSS = 80_877_104;
    private static final Set<String> ROLES = Set.of("drainboard", "odoo");
    private static final Set<String> DATABASES = Set.of(Activity.DATABASE, "postgres");
    private static final List<List<String>> PARAMETERS =
            List.of(
                    List.of("server_version", Activity.VERSION),
                    List.of("server_encoding", "UTF8"),
                    List.of("client_encoding", "UTF8"),
                    List.of("DateStyle", "ISO, MDY"),
                    List.of("TimeZone", "UTC"),
                    List.of("integer_datetimes", "on"),
                    List.of("standard_conforming_strings", "on"));

    private PgWelcome() {}

    /**
     * @param number by which the client would cancel a query
     * @return whether the client may ask now
     */
    static boolean to(DataInputStream in, OutputStream out, int number) throws IOException {
        var start = PgSession.body(in, in.readInt() - 4);
        int version = start.getInt();
        while (version == TLS || version == GSS) {
            out.write('N');
            out.flush();
            start = PgSession.body(in, in.readInt() - 4);
            version = start.getInt();
        }
        if (version == CANCEL) {
            return false; // nothing here takes long enough
        }
        try {
            admit(version, wishes(start));
        } catch (PgRefused e) {
            e.message("FATAL").to(out);
            out.flush();
            return false;
        }
        new PgMessage('R').number(0).to(out);
        for (var parameter : PARAMETERS) {
            new PgMessage('S').text(parameter.getFirst()).text(parameter.getLast()).to(out);
        }
        new PgMessage('K').number(number).number(1).to(out);
        return true;
    }

    private static Map<String, String> wishes(ByteBuffer start) {
        var wishes = new HashMap<String, String>();
        for (var name = PgSession.text(start); !name.isEmpty(); name = PgSession.text(start)) {
            wishes.put(name, PgSession.text(start));
        }
        return wishes;
    }

    private static void admit(int version, Map<String, String> wishes) throws PgRefused {
        var user = wishes.getOrDefault("user", "");
        var database = wishes.getOrDefault("database", user);
        if (version != VERSION_3) {
            throw new PgRefused("0A000", "unsupported frontend protocol");
        }
        if (!ROLES.contains(user)) {
            throw new PgRefused("28000", "role \"" + user + "\" does not exist");
        }
        if (!DATABASES.contains(database)) {
            throw new PgRefused("3D000", "database \"" + database + "\" does not exist");
        }
    }
}
