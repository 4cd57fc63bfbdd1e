/**
 * Languages as text: read, find, change without touching another byte. Pure functions over strings;
 * knows nobody, not even the model, so that a file is judged by its product's rules and not by what
 * we would like to find in it.
 *
 * <p>A file is its bytes seen as ISO-8859-1, so that an offset in the text is an offset in the file
 * and what is written back is what was read, whatever its encoding, line ends or byte order mark.
 *
 * <p>{@code .env}: as docker compose reads it; of a variable assigned twice the last one counts.
 *
 * <p>nginx: what is read is read as nginx's own {@code ngx_conf_read_token} does, since a reader
 * that is only nearly right edits a comment one day. What was not done: a model of directives that
 * could be written out again; we add and take back single words and keep the rest as it stands.
 *
 * <p>Logs: a line is read from left to right once, in time that its length bounds, since much of it
 * was written by strangers; what is not understood is text, or no request. Queries of requests are
 * dropped where they are read: tokens travel there.
 *
 * <p>odoo.conf: read only to be shown, so what may be a secret goes before anything else is done.
 *
 * <p>HAProxy: its answers, tables found by the names of their columns, as every version adds some;
 * what is not understood makes the whole answer none, since half an answer is how a zero is
 * invented.
 */
package dev.drainboard.dialect;
