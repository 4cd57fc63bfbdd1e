/**
 * How each product is asked and changed: one file per product behind a port, its remote scripts as
 * {@code .sh} resources beside it, and {@link dev.drainboard.driver.Drivers}, the one exhaustive
 * switch from what the cluster file says to what is driven.
 *
 * <p>Knows {@code model}, {@code port}, {@code wire} and {@code dialect}. Nobody but {@code app}
 * knows it: the window and the command line never learn which product is behind a port.
 *
 * <p>Requests are counted where they are counted anyway: in HAProxy's {@code show stat}, which is
 * read each second as it is; for nginx, which counts nothing by server, in what was appended to an
 * access log; last in Odoo's own log. Not done: nginx's {@code stub_status} (it knows no servers),
 * and a module or an agent of ours.
 *
 * <p>A tail of a log has a connection of its own, so that no look holds a channel that an update
 * waits for, and marks its output now and then, so that it ends on the host when nobody hears it.
 *
 * <p>A connection's failures and a script's exit codes become faults in one place, {@link
 * dev.drainboard.driver.Faults}, reached through {@link dev.drainboard.driver.Remote}, so that the
 * same cause is told in the same words whichever driver met it.
 */
package dev.drainboard.driver;
