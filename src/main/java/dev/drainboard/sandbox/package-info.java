/** The embedded cluster. */
package dev.drainboard.sandbox;
