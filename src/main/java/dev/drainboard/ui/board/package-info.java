/**
 * The cluster as cards from left to right, as a request goes: clients, balancers, nodes, shared
 * services; and the inspector of the chosen node.
 *
 * <p>{@code XxxModel} is pure: from a {@link dev.drainboard.model.Status} to what is to be seen, in
 * words. {@code XxxView} shows a model and hands wishes out; it asks nobody and paints no success
 * of its own: after a wish a card says "asked" until a reading is unlike what it was.
 */
package dev.drainboard.ui.board;
