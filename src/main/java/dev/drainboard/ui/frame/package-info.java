/**
 * The window around the screens: header, pages, dock, status line, what is laid over the page (the
 * dialog that stands before every change, the palette, the keys, the settings), and the one flow
 * between them. It pulls the newest snapshot through {@link dev.drainboard.ui.kit.FxHop}, makes one
 * {@link dev.drainboard.ui.frame.FrameModel} of it, and shows that; what the operator confirms goes
 * out through the {@link dev.drainboard.ui.kit.Door}.
 *
 * <p>It may know {@code model}, {@code ui.kit} and the screens.
 */
package dev.drainboard.ui.frame;
