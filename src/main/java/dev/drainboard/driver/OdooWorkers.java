package dev.drainboard.driver;

import dev.drainboard.dialect.OdooConf;
import dev.drainboard.model.Workers;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From what odoo-config.sh prints of workers: of the command line if it could be seen, then of the
 * file. The command line wins, as it does in Odoo (odoo/tools/config.py reads the file first and
 * lays the options over it).
 */
final class OdooWorkers {

    private static final String STARTED = "started ";
    private static final String PATH = "path ";

    /** Odoo takes any number; of more digits than these nobody has the memory. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private OdooWorkers() {}

    /**
     * @return empty: neither says, or what it says is no number
     */
    static Optional<Workers> of(String printed) {
        var lines = printed.lines().toList();
        var started = lines.stream().findFirst().filter(line -> line.startsWith(STARTED));
        var option =
                started.map(line -> line.substring(STARTED.length()).strip())
                        .filter(word -> !word.isEmpty());
        if (option.isPresent()) {
            return number(option.get(), "command line");
        }
        var rest = lines.subList(started.isPresent() ? 1 : 0, lines.size());
        if (rest.isEmpty() || !rest.getFirst().startsWith(PATH)) {
            return Optional.empty();
        }
        var path = rest.getFirst().substring(PATH.length());
        var file = String.join("\n", rest.subList(1, rest.size()));
        var written =
                Optional.ofNullable(OdooConf.masked(file, each -> each).options().get("workers"));
        // without the option Odoo is threaded; that there is none is known once the start was seen
        return written.isPresent() || started.isEmpty()
                ? written.flatMap(text -> number(text, path))
                : Optional.of(new Workers(0, path));
    }

    private static Optional<Workers> number(String text, String by) {
        return Optional.of(text)
                .filter(digits -> NUMBER.matcher(digits).matches())
                .map(digits -> new Workers(Integer.parseInt(digits), by));
    }
}
