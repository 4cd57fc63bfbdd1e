package dev.drainboard.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one file into directives, word for word as {@code ngx_conf_read_token} does: a quote,
 * comment or brace is one only where a word could begin; {@code ${} opens no block; a backslash
 * takes the next character along. Bodies of {@code ..._by_lua_block} are Lua, whose strings and
 * comments may hold any brace.
 */
final class NginxReader {

    /** Deeper than any configuration, shallower than our stack. */
    private static final int DEEPEST = 100;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private enum End {
        SEMICOLON,
        OPEN,
        CLOSE,
        FILE
    }

    private final String path;
    private final String text;
    private int at;
    private int depth;

    private NginxReader(String path, String text) {
        this.path = path;
        this.text = text;
        this.at = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    }

    /**
     * @param text the file's bytes as ISO-8859-1
     */
    static List<NginxDirective> read(String path, String text) throws NginxSyntaxException {
        return new NginxReader(path, text).directives();
    }

    private List<NginxDirective> directives() throws NginxSyntaxException {
        if (depth > DEEPEST) {
            throw wrong("blocks deeper than " + DEEPEST);
        }
        var found = new ArrayList<NginxDirective>();
        while (true) {
            var words = new ArrayList<NginxWord>();
            switch (words(words)) {
                case SEMICOLON -> found.add(new NginxDirective(words, Optional.empty()));
                case OPEN -> found.add(new NginxDirective(words, Optional.of(block(words))));
                case CLOSE -> {
                    if (depth == 0) {
                        throw wrong("unexpected \"}\"");
                    }
                    return found;
                }
                case FILE -> {
                    if (depth > 0) {
                        throw wrong("unexpected end of file, expecting \"}\"");
                    }
                    return found;
                }
            }
        }
    }

    private List<NginxDirective> block(List<NginxWord> words) throws NginxSyntaxException {
        if (words.getFirst().text().endsWith("_by_lua_block")) {
            skipLua();
            return List.of();
        }
        depth++;
        var inside = directives();
        depth--;
        return inside;
    }

    private End words(List<NginxWord> words) throws NginxSyntaxException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (blank(c)) {
                at++;
            } else if (c == '#') {
                skipLine();
            } else if (c == '}') {
                return ended(End.CLOSE, words.isEmpty(), c);
            } else if (c == ';') {
                return ended(End.SEMICOLON, !words.isEmpty(), c);
            } else if (c == '{') {
                return ended(End.OPEN, !words.isEmpty(), c);
            } else {
                words.add(c == '"' || c == '\'' ? quoted(c) : bare());
            }
        }
        if (!words.isEmpty()) {
            throw wrong("unexpected end of file, expecting \";\" or \"}\"");
        }
        return End.FILE;
    }

    private End ended(End end, boolean allowed, char c) throws NginxSyntaxException {
        if (!allowed) {
            throw wrong("unexpected \"" + c + "\"");
        }
        at++;
        return end;
    }

    private NginxWord quoted(char quote) throws NginxSyntaxException {
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            at = start;
            throw wrong("a quote that does not end");
        }
        at++;
        if (at < text.length() && !blank(text.charAt(at)) && ";{)".indexOf(text.charAt(at)) < 0) {
            throw wrong("unexpected \"" + text.charAt(at) + "\" after a quote");
        }
        return new NginxWord(unescaped(start + 1, at - 1), start, at);
    }

    private NginxWord bare() {
        int start = at;
        boolean variable = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (blank(c) || c == ';' || c == '{' && !variable) {
                break;
            }
            variable = c == '$' || variable && c == '{';
            at = Math.min(text.length(), at + (c == '\\' ? 2 : 1));
        }
        return new NginxWord(unescaped(start, at), start, at);
    }

    private String unescaped(int start, int end) {
        var raw = text.substring(start, end);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        var word = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            char next = c == '\\' && i + 1 < raw.length() ? raw.charAt(i + 1) : 0;
            switch (next) {
                case '"', '\'', '\\' -> word.append(next);
                case 't' -> word.append('\t');
                case 'r' -> word.append('\r');
                case 'n' -> word.append('\n');
                default -> {
                    word.append(c);
                    continue;
                }
            }
            i++;
        }
        return word.toString();
    }

    private void skipLua() throws NginxSyntaxException {
        int start = at;
        for (int open = 1; at < text.length(); ) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                skipLuaString(c);
            } else if (c == '-' && text.startsWith("--", at)) {
                at += 2;
                if (!skipLuaBrackets()) {
                    skipLine();
                }
            } else if (c != '[' || !skipLuaBrackets()) {
                at++;
                open += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (open == 0) {
                    return;
                }
            }
        }
        at = start;
        throw wrong("a block of Lua that does not end");
    }

    private void skipLuaString(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 1);
    }

    /** {@code [[ ... ]]}, {@code [==[ ... ]==]}; whether one began here. */
    private boolean skipLuaBrackets() {
        if (at >= text.length() || text.charAt(at) != '[') {
            return false;
        }
        int equals = at + 1;
        while (equals < text.length() && text.charAt(equals) == '=') {
            equals++;
        }
        if (equals >= text.length() || text.charAt(equals) != '[') {
            return false;
        }
        int end = text.indexOf("]" + text.substring(at + 1, equals) + "]", equals + 1);
        at = end < 0 ? text.length() : end + equals - at + 1;
        return true;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private NginxSyntaxException wrong(String what) {
        int line =
                1
                        + (int)
                                text.chars()
                                        .limit(Math.min(at, text.length()))
                                        .filter(c -> c == '\n')
                                        .count();
        return new NginxSyntaxException(what, path, line);
    }
}
