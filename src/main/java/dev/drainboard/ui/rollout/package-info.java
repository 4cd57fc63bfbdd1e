/**
 * The operation that runs, stands or ended last: its steps along the clock, what is left on the
 * node that drains, what each step runs on which host, why it stopped, and the words that can be
 * said of it. All but what is left comes from the journal; what is to come is expected to take what
 * it took before, and where nobody ever saw it that is said.
 */
package dev.drainboard.ui.rollout;
