/**
 * What every screen shares: the one bridge onto the JavaFX thread, texts, glyphs, the way numbers
 * and ages are written, and the {@link dev.drainboard.ui.kit.Door} through which the window sees
 * the world.
 *
 * <p>It may know {@code model} only. Colours and sizes live in {@code window.css} beside it, by
 * role; the state's name in Java is its name in CSS. Texts live in {@code texts.properties}, with
 * keys from screen to noun to state.
 */
package dev.drainboard.ui.kit;
