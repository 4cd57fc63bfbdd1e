/**
 * Wiring and nothing else: makes the drivers for a cluster file, gives them to the engine, and the
 * engine to the command line or the window. The only room that knows all others, and that reads the
 * clock, the environment and the signals.
 */
package dev.drainboard.app;
