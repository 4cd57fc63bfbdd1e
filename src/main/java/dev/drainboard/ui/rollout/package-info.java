/**
 * The operation that runs, stands or ended last: how far each node is, what each step runs on which
 * host, why it stopped, and the words that can be said of it. Everything on this page comes from
 * the journal.
 */
package dev.drainboard.ui.rollout;
