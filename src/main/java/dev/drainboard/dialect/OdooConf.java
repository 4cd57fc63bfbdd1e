package dev.drainboard.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * odoo.conf as Python's ConfigParser reads it: sections, {@code name = value} or {@code name:
 * value}, values that go on in indented lines. What may be a secret is told by its name, wherever
 * it stands, also in a comment; better a name too many than one too few.
 */
public final class OdooConf {

    private static final Pattern SECTION = Pattern.compile("\\s*\\[([^]]+)].*");
    private static final Pattern OPTION =
            Pattern.compile("(\\s*[#;]*\\s*)([A-Za-z0-9_.\\-]+)(\\s*[=:]\\s*)(.*)");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(pass|secret|token|key|credential|dsn).*");

    /** {@code redis://user:word@host}: all before the host. */
    private static final Pattern LOGIN = Pattern.compile("(://)([^/\\s@]+)(@)");

    /** What Odoo takes for "not set": no secret at all. */
    private static final Pattern UNSET = Pattern.compile("(?i)false|none|");

    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    private OdooConf() {}

    /**
     * @param mask what stands in the place of a secret
     */
    public static OdooConf masked(String text, UnaryOperator<String> mask) {
        var conf = new OdooConf();
        conf.read(text, mask);
        return conf;
    }

    private void read(String text, UnaryOperator<String> mask) {
        var section = "options";
        var open = "";
        boolean secret = false;
        for (var line : text.replace("\r", "").split("\n", -1)) {
            var head = SECTION.matcher(line);
            var option = OPTION.matcher(line);
            boolean indented = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
            if (indented && !line.isBlank() && !open.isEmpty()) {
                var more = masked(line.strip(), secret, mask);
                options.merge(open, more, (before, after) -> before + "\n" + after);
                lines.add(line.substring(0, line.length() - line.stripLeading().length()) + more);
            } else if (head.matches()) {
                section = head.group(1);
                open = "";
                lines.add(line);
            } else if (option.matches()) {
                secret = SECRET.matcher(option.group(2)).matches();
                var value = masked(option.group(4).strip(), secret, mask);
                boolean comment = !option.group(1).isBlank();
                open = comment ? "" : name(section, option.group(2));
                if (!comment) {
                    options.put(open, value);
                }
                lines.add(option.group(1) + option.group(2) + option.group(3) + value);
            } else {
                open = line.isBlank() ? open : "";
                lines.add(logins(line, mask));
            }
        }
    }

    private static String name(String section, String option) {
        var name = option.toLowerCase(java.util.Locale.ROOT);
        return section.equals("options") ? name : section + "." + name;
    }

    private static String masked(String value, boolean secret, UnaryOperator<String> mask) {
        if (UNSET.matcher(value).matches()) {
            return value;
        }
        return secret ? mask.apply(value) : logins(value, mask);
    }

    private static String logins(String text, UnaryOperator<String> mask) {
        return LOGIN.matcher(text)
                .replaceAll(
                        found ->
                                java.util.regex.Matcher.quoteReplacement(
                                        found.group(1)
                                                + mask.apply(found.group(2))
                                                + found.group(3)));
    }

    /** The file, line by line as it stands, without its secrets. */
    public String text() {
        return String.join("\n", lines);
    }

    /**
     * Name to value, without secrets; those of other sections than {@code [options]} with its name
     * before theirs. Of a name that stands twice the last counts, as ConfigParser has it.
     */
    public Map<String, String> options() {
        return java.util.Collections.unmodifiableMap(options);
    }
}
