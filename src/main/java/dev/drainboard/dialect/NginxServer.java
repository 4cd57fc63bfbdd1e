package dev.drainboard.dialect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One {@code server} entry of an upstream.
 *
 * @param file where it is written, which is another than the upstream's where that includes it
 * @param nth among the entries of this file, upstream and address, from 0: the same server may be
 *     listed several times
 * @param of how many such entries there are
 * @param words the whole directive, {@code server} first and the address second
 */
public record NginxServer(String file, String upstream, int nth, int of, List<NginxWord> words) {

    public NginxServer {
        Objects.requireNonNull(file);
        Objects.requireNonNull(upstream);
        words = List.copyOf(words);
        if (words.size() < 2) {
            throw new IllegalArgumentException("a server without an address in " + upstream);
        }
    }

    /**
     * As written: {@code 10.0.0.11:8069}, {@code node1}, {@code [fd00::1]:8069}, {@code
     * unix:/run/x}.
     */
    public String address() {
        return words.get(1).text();
    }

    /** Without port and brackets; empty for a unix socket. */
    public Optional<String> host() {
        var address = address();
        if (address.startsWith("unix:")) {
            return Optional.empty();
        }
        if (address.startsWith("[") && address.contains("]")) {
            return Optional.of(address.substring(1, address.indexOf(']')));
        }
        int colon = address.lastIndexOf(':');
        return Optional.of(colon < 0 ? address : address.substring(0, colon));
    }

    /** As written, else nginx's default 80; -1 for a unix socket or what is no number. */
    public int port() {
        var address = address();
        if (address.startsWith("unix:")) {
            return -1;
        }
        int colon = address.indexOf(':', Math.max(0, address.indexOf(']')));
        if (colon < 0) {
            return 80;
        }
        var digits = address.substring(colon + 1);
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
    }

    /** Gets nothing new. */
    public boolean down() {
        return has("down");
    }

    /** Gets only what is bound to it (from 1.29.6). */
    public boolean drain() {
        return has("drain");
    }

    /** Gets requests only when no other can. */
    public boolean backup() {
        return has("backup");
    }

    /** Takes new requests and is no stand-by, as far as the file says. */
    public boolean eligible() {
        return !down() && !drain() && !backup();
    }

    /** The value that counts: nginx takes the last of several. */
    public Optional<String> parameter(String name) {
        return parameters().stream()
                .map(NginxWord::text)
                .filter(word -> word.startsWith(name + "="))
                .reduce((first, last) -> last)
                .map(word -> word.substring(name.length() + 1));
    }

    public boolean has(String word) {
        return parameters().stream().anyMatch(parameter -> parameter.text().equals(word));
    }

    /** What follows the address. */
    List<NginxWord> parameters() {
        return words.subList(2, words.size());
    }

    /** Where a further word may be put: behind the last one, before any comment or blank. */
    int end() {
        return words.getLast().end();
    }
}
