/**
 * The cluster from left to right, as a request goes: clients, balancers, nodes, shared services; as
 * a picture and as a table; and the inspector of the chosen node.
 *
 * <p>{@code XxxModel} is pure: from a {@link dev.drainboard.model.Status} to what is to be seen, in
 * words. {@code XxxView} shows a model and hands wishes out; it asks nobody and paints no success
 * of its own: after a wish a card says "asked" until a reading is unlike what it was.
 *
 * <h2>How the picture is drawn</h2>
 *
 * <p>{@link dev.drainboard.ui.board.Layout} is pure and says where everything stands, {@link
 * dev.drainboard.ui.board.Detail} how much of each node there is room for. What is still lies on
 * one canvas ({@link dev.drainboard.ui.board.PipesView}) and is painted again only when it looks
 * otherwise; what moves lies on another ({@link dev.drainboard.ui.board.DotsView}) as small
 * pictures at whole pixels, thirty times a second and not at all while nobody looks. That is what a
 * software renderer pays least for: measured with a thousand nodes, scene nodes with lines came to
 * 8 frames a second, this to 60. Cards, valves and chips are parts of the scene, since they are
 * few, have words and can have the focus; where nodes are many they are tiles on a third canvas.
 */
package dev.drainboard.ui.board;
