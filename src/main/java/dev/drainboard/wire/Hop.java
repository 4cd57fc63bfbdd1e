package dev.drainboard.wire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One SSH connection on the way to a host: a jump host, or the host itself.
 *
 * @param asked as a person wrote it
 * @param identity the one key that the cluster file names; empty: as the configuration says
 * @param knownHosts where keys are looked up; the first is the one that is written to
 */
record Hop(String asked, SshOptions options, Optional<Path> identity, List<Path> knownHosts) {

    Hop {
        knownHosts = List.copyOf(knownHosts);
    }

    KeyName keyName() {
        return options.keyName();
    }

    /** As a person reads it in a message: the name that was asked, and where that led. */
    String text() {
        var address = options.hostName() + (options.port() == 22 ? "" : " port " + options.port());
        return asked.equals(options.hostName()) ? address : asked + " (" + address + ")";
    }

    /**
     * The way to a target, first hop first; its last is the target.
     *
     * @throws ShellException {@code UNUSABLE} if the configuration asks for what we do not do
     */
    static List<Hop> route(Workstation workstation, Target target) throws ShellException {
        var route = new ArrayList<Hop>();
        var host = new JumpHost(target.host(), target.user(), target.port());
        new Route(workstation, target, route).add(host, target.jump(), 0);
        return List.copyOf(route);
    }

    private record Route(Workstation workstation, Target target, List<Hop> hops) {

        /** More than anybody has, and few enough to end a ring of ProxyJump lines. */
        private static final int MOST = 8;

        /** As ssh(1): the last jump host named is reached through those named before it. */
        void add(JumpHost host, Optional<String> jump, int depth) throws ShellException {
            var options = SshConfig.resolve(workstation, host.host(), host.user(), host.port());
            var through = jump.or(options::jump).filter(text -> !text.equalsIgnoreCase("none"));
            if (depth > MOST) {
                throw refused("ProxyJump goes round in a ring, or over more than 8 hosts");
            }
            if (through.isPresent()) {
                int comma = through.get().lastIndexOf(',');
                var last =
                        JumpHost.parse(through.get().substring(comma + 1).strip())
                                .orElseThrow(
                                        () ->
                                                refused(
                                                        '"'
                                                                + through.get()
                                                                + "\" is no jump host: write"
                                                                + " [user@]host[:port]"));
                add(
                        last,
                        comma < 0
                                ? Optional.empty()
                                : Optional.of(through.get().substring(0, comma)),
                        depth + 1);
            }
            hops.add(new Hop(host.host(), options, identity(options, depth), files(options)));
        }

        /** A jump host takes the cluster file's key where the configuration names none for it. */
        private Optional<Path> identity(SshOptions options, int depth) {
            return depth == 0 || options.identityFiles().isEmpty()
                    ? target.identity().map(path -> workstation.path(path.toString()))
                    : Optional.empty();
        }

        private List<Path> files(SshOptions options) {
            var files = new ArrayList<Path>();
            target.knownHosts()
                    .ifPresentOrElse(
                            path -> files.add(workstation.path(path.toString())),
                            () -> files.addAll(options.userKnownHosts()));
            files.addAll(options.globalKnownHosts());
            return files;
        }

        private ShellException refused(String what) {
            return new ShellException(
                    ShellException.Kind.UNUSABLE,
                    target.host(),
                    what,
                    "correct `jump` in the cluster file, or ProxyJump in ~/.ssh/config",
                    null);
        }
    }
}
