/**
 * The rollout engine. {@link dev.drainboard.rollout.Planner} and {@link
 * dev.drainboard.rollout.Decision} are pure; {@link dev.drainboard.rollout.Ledger} is what the
 * journal says, folded; {@link dev.drainboard.rollout.Conductor} acts. It knows the nouns and the
 * ports, and no product.
 *
 * <p>The order of every step is the same: journal "about to", act through a port, read back,
 * journal "did". What was announced and not recorded is in doubt after a crash and is asked again,
 * which is safe because every act is "ensure ...". What a node was before us is in the journal
 * before the first deed on it; whatever is there and not yet put back is <em>outstanding</em>, and
 * restore, abort and the next operation find it there.
 *
 * <p>Two deviations from a plain list of steps, on purpose. Under {@code sticky: move} maint comes
 * before the wait and not after it: on HAProxy a drained server keeps its bound clients, so that
 * with users at work the wait would never end (measured: 10 of 10 requests). Under {@code sticky:
 * keep} it comes after the wait, since a restart under a drained server fails the bound clients'
 * requests.
 */
package dev.drainboard.rollout;
