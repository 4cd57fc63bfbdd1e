/**
 * An embedded cluster inside this JVM, on loopback, without root and without a daemon: what a
 * newcomer sees first, and what tests stand on by default. The engine that works on it is the one
 * that works in production: the same scripts over SSH, the same drivers, real sockets.
 *
 * <p>May know {@code model} alone, and nobody knows it but {@code app}: what it is like is told by
 * its cluster file, as a real cluster's is. Alone it may know Apache MINA's SSH server.
 *
 * <h2>What stands in for what</h2>
 *
 * <table>
 * <caption>parts</caption>
 * <tr><td>a host</td><td>a directory, an address of 127/8, an SSH server that runs this machine's own {@code sh}</td></tr>
 * <tr><td>a node</td><td>{@link dev.drainboard.sandbox.Odoo}: two ports with the quirks that were measured on Odoo</td></tr>
 * <tr><td>lb1</td><td>{@link dev.drainboard.sandbox.Proxy}, and {@link dev.drainboard.sandbox.RuntimeApi} in the words of HAProxy 3.0</td></tr>
 * <tr><td>lb2</td><td>a real nginx, where one is installed</td></tr>
 * <tr><td>the database</td><td>{@link dev.drainboard.sandbox.Postgres}: the protocol, and the few questions that Drainboard asks</td></tr>
 * <tr><td>docker, systemctl, ss, sudo, socat</td><td>shell scripts first on PATH, which ask {@link dev.drainboard.sandbox.Hatch} through fifos</td></tr>
 * <tr><td>cat, on nodes</td><td>this machine's, but for the two files that a host of its own would have: its machine-id and its mounts</td></tr>
 * <tr><td>users</td><td>{@link dev.drainboard.sandbox.Users}, who count what fails as a browser would see it</td></tr>
 * </table>
 *
 * <p>Numbers are true: what {@code ss} prints are the connections that a node has, what {@code show
 * stat} says is the proxy's own traffic, the database's connections follow the nodes' work.
 *
 * <h2>Chosen, and why</h2>
 *
 * <ul>
 *   <li>There is no chroot, which only root could have: scripts use the absolute paths of the
 *       cluster file. So that names one state host, with one directory that all hosts see; the lock
 *       and the doors work all the same, as every script holds them by flock.
 *   <li>Each host has its own address where 127/8 is all this machine's (Linux), with the usual
 *       ports; a /24 is claimed by a listener, so that two sandboxes do not meet. Elsewhere hosts
 *       share 127.0.0.1 and have ports that were free.
 *   <li>The cluster's name is another for each sandbox, since journals are kept by that name.
 *   <li>lb1's host has a process named haproxy that does nothing: scripts look for it, to learn
 *       whether processes of an earlier configuration are left.
 *   <li>Stand-ins speak through fifos, not through a socket: no program of the host is needed for
 *       that but the shell, mkfifo and cat.
 *   <li>A detached update takes setsid, also where this machine has systemd: its units are not ours
 *       to use.
 *   <li>Everything ends with {@link dev.drainboard.sandbox.Sandbox#close}, detached processes too:
 *       they carry the sandbox's directory in their environment.
 * </ul>
 *
 * <p>Not done: an HAProxy that reloads (the lab has a real one), a network that breaks (the lab
 * again), SQL.
 */
package dev.drainboard.sandbox;
