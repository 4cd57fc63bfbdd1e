package dev.drainboard.dialect;

/**
 * A word of nginx.conf and where it stands.
 *
 * @param text as nginx understands it, without quotes and escapes
 * @param start offset of its first byte, the quote included
 * @param end offset after its last byte, the quote included
 */
public record NginxWord(String text, int start, int end) {}
