package dev.drainboard.dialect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A directive: its words up to the semicolon or the brace, and for a block what is in it.
 *
 * @param words the name first; never empty
 * @param block empty for a simple directive; a block of Lua is there and has no directives
 */
public record NginxDirective(List<NginxWord> words, Optional<List<NginxDirective>> block) {

    public NginxDirective {
        words = List.copyOf(words);
        Objects.requireNonNull(block);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a directive without a name");
        }
    }

    public String name() {
        return words.getFirst().text();
    }

    /** The words after the name, as nginx understands them. */
    public List<String> arguments() {
        return words.stream().skip(1).map(NginxWord::text).toList();
    }
}
