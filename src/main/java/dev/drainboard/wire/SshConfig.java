package dev.drainboard.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads {@code ~/.ssh/config} and then {@code /etc/ssh/ssh_config} as ssh(1) does for one host: the
 * first value of each keyword counts, IdentityFile adds up. Our own, because JSch's reader lets
 * StrictHostKeyChecking switch the check off and passes over what it does not know.
 */
final class SshConfig {

    private static final int DEEPEST = 16;

    private final Workstation workstation;
    private final String host;
    private final Optional<String> user;
    private final OptionalInt port;
    private final Map<SshKeyword, SshConfigLine> found = new EnumMap<>(SshKeyword.class);
    private final List<String> identities = new ArrayList<>();

    private SshConfig(
            Workstation workstation, String host, Optional<String> user, OptionalInt port) {
        this.workstation = workstation;
        this.host = host;
        this.user = user;
        this.port = port;
    }

    /**
     * @param user as the cluster file has it, which goes before the configuration
     * @throws ShellException {@code UNUSABLE}, with file and line, if the configuration asks for
     *     what we do not do
     */
    static SshOptions resolve(
            Workstation workstation, String host, Optional<String> user, OptionalInt port)
            throws ShellException {
        var config = new SshConfig(workstation, host, user, port);
        config.read(workstation.ssh().resolve("config"), workstation.ssh(), true, 0);
        config.read(workstation.etc().resolve("ssh_config"), workstation.etc(), true, 0);
        return config.options();
    }

    private void read(Path file, Path base, boolean active, int depth) throws ShellException {
        if (depth > DEEPEST) {
            throw refused("Include goes deeper than " + DEEPEST + " files", file + "", "untie it");
        }
        if (!Files.exists(file)) {
            return;
        }
        checkWriters(file);
        boolean applies = active;
        for (var line : lines(file)) {
            var keyword = SshKeyword.of(line.keyword());
            if (keyword.isEmpty()) {
                refuseUnknown(line, applies);
                continue;
            }
            switch (keyword.get()) {
                case HOST -> applies = active && names().host(line);
                case MATCH -> applies = active && matches(line);
                case INCLUDE -> {
                    for (var included : included(line, base)) {
                        read(included, base, applies, depth + 1);
                    }
                }
                case PASSED_OVER -> {}
                default -> {
                    if (applies) {
                        take(keyword.get(), line);
                    }
                }
            }
        }
    }

    private List<SshConfigLine> lines(Path file) throws ShellException {
        try {
            var lines = new ArrayList<SshConfigLine>();
            int number = 0;
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            for (String line : text.split("\r?\n", -1)) {
                SshConfigLine.parse(line, file, ++number).ifPresent(lines::add);
            }
            return lines;
        } catch (IOException e) {
            throw refused("it cannot be read: " + e.getMessage(), file + "", "make it readable");
        }
    }

    /** As ssh(1): who may write this file decides where we connect. */
    private void checkWriters(Path file) throws ShellException {
        try {
            var permissions = Files.getPosixFilePermissions(file);
            if (file.startsWith(workstation.home())
                    && (permissions.contains(PosixFilePermission.GROUP_WRITE)
                            || permissions.contains(PosixFilePermission.OTHERS_WRITE))) {
                throw refused("others may write it", file + "", "chmod 600 " + file);
            }
        } catch (IOException | UnsupportedOperationException noPosix) {
            // where there are no such permissions ssh(1) does not look either
        }
    }

    private void refuseUnknown(SshConfigLine line, boolean applies) throws ShellException {
        var ignored = found.get(SshKeyword.IGNOREUNKNOWN);
        var word = line.keyword().toLowerCase(Locale.ROOT);
        if (ignored != null) {
            for (String list : ignored.arguments()) {
                for (String pattern : list.toLowerCase(Locale.ROOT).split(",")) {
                    if (Wildcard.matches(pattern, word)) {
                        return;
                    }
                }
            }
        }
        if (applies) {
            throw refused(
                    "\"" + line.keyword() + "\" is no keyword of ssh_config",
                    line.where(),
                    "correct it, or name it in an IgnoreUnknown line above");
        }
    }

    private void take(SshKeyword keyword, SshConfigLine line) throws ShellException {
        if (line.arguments().isEmpty()) {
            throw refused(line.keyword() + " has no value", line.where(), "give it one");
        }
        if (keyword == SshKeyword.IDENTITYFILE) {
            identities.add(line.value());
            return;
        }
        if (found.containsKey(keyword)
                || keyword == SshKeyword.PROXYCOMMAND && found.containsKey(SshKeyword.PROXYJUMP)
                || keyword == SshKeyword.PROXYJUMP && found.containsKey(SshKeyword.PROXYCOMMAND)) {
            return;
        }
        var instead = keyword.refused(line.value());
        if (instead.isPresent()) {
            throw refused(
                    line.keyword() + " " + String.join(" ", line.arguments()) + " is not followed",
                    line.where(),
                    instead.get());
        }
        found.put(keyword, line);
    }

    private boolean matches(SshConfigLine line) throws ShellException {
        try {
            return names().match(line);
        } catch (SshConfigMatch.Unfollowed e) {
            throw refused(e.getMessage(), line.where(), "use Host, or Match host, user or all");
        }
    }

    private SshConfigMatch names() {
        return new SshConfigMatch(host, hostName(), userName(), workstation.user());
    }

    private List<Path> included(SshConfigLine line, Path base) throws ShellException {
        var files = new ArrayList<Path>();
        for (String pattern : line.arguments()) {
            var path = expand(pattern, line);
            var whole =
                    path.startsWith("~") ? workstation.path(path) : base.resolve(path).normalize();
            if (!whole.toString().matches(".*[*?\\[].*")) {
                files.add(whole);
                continue;
            }
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(whole.getParent(), whole.getFileName() + "")) {
                var sorted = new ArrayList<Path>();
                found.forEach(sorted::add);
                sorted.sort(null);
                files.addAll(sorted);
            } catch (IOException none) {
                continue;
            }
        }
        return files;
    }

    private SshOptions options() throws ShellException {
        var identityFiles = new ArrayList<Path>();
        for (String text : identities) {
            if (!text.equalsIgnoreCase("none")) {
                identityFiles.add(workstation.path(expand(text, null)));
            }
        }
        return new SshOptions(
                hostName(),
                userName(),
                portNumber(),
                identityFiles,
                yes(SshKeyword.IDENTITIESONLY),
                agent(),
                value(SshKeyword.PROXYJUMP).filter(jump -> !jump.equalsIgnoreCase("none")),
                files(
                        SshKeyword.USERKNOWNHOSTSFILE,
                        workstation.ssh().resolve("known_hosts"),
                        workstation.ssh().resolve("known_hosts2")),
                files(
                        SshKeyword.GLOBALKNOWNHOSTSFILE,
                        workstation.etc().resolve("ssh_known_hosts"),
                        workstation.etc().resolve("ssh_known_hosts2")),
                value(SshKeyword.HOSTKEYALIAS),
                yes(SshKeyword.HASHKNOWNHOSTS),
                seconds(),
                value(SshKeyword.ADDRESSFAMILY).orElse("any").toLowerCase(Locale.ROOT));
    }

    private Optional<String> value(SshKeyword keyword) {
        return Optional.ofNullable(found.get(keyword)).map(SshConfigLine::value);
    }

    private boolean yes(SshKeyword keyword) {
        return value(keyword).filter("yes"::equalsIgnoreCase).isPresent();
    }

    private String hostName() {
        return value(SshKeyword.HOSTNAME)
                .map(name -> name.replace("%h", host).replace("%n", host).replace("%%", "%"))
                .orElse(host);
    }

    private String userName() {
        return user.or(() -> value(SshKeyword.USER)).orElse(workstation.user());
    }

    private int portNumber() throws ShellException {
        var line = found.get(SshKeyword.PORT);
        if (port.isPresent() || line == null) {
            return port.orElse(22);
        }
        if (!line.value().matches("[0-9]{1,5}")) {
            throw refused("Port " + line.value() + " is no port", line.where(), "correct it");
        }
        return Integer.parseInt(line.value());
    }

    /** A number of seconds; other forms of time, which ssh(1) takes too, are left to our limit. */
    private Optional<Duration> seconds() {
        return value(SshKeyword.CONNECTTIMEOUT)
                .filter(text -> text.matches("[1-9][0-9]{0,3}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private Optional<Path> agent() throws ShellException {
        var line = found.get(SshKeyword.IDENTITYAGENT);
        if (line == null || line.value().equals("SSH_AUTH_SOCK")) {
            return workstation.agent();
        }
        if (line.value().equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        var name = line.value().matches("\\$[A-Za-z_]+") ? braced(line.value()) : line.value();
        return Optional.of(workstation.path(expand(name, line)));
    }

    private static String braced(String variable) {
        return "${" + variable.substring(1) + "}";
    }

    private List<Path> files(SshKeyword keyword, Path... defaults) throws ShellException {
        var line = found.get(keyword);
        if (line == null) {
            return List.of(defaults);
        }
        var files = new ArrayList<Path>();
        for (String text : line.arguments()) {
            if (!text.equalsIgnoreCase("none")) {
                files.add(workstation.path(expand(text, line)));
            }
        }
        return files;
    }

    /** The percent words and the environment, as ssh_config(5), "TOKENS". */
    private String expand(String text, SshConfigLine line) throws ShellException {
        var expanded = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '%' && at + 1 < text.length()) {
                expanded.append(token(text.charAt(++at), line));
            } else if (text.startsWith("${", at) && text.indexOf('}', at) > 0) {
                var name = text.substring(at + 2, text.indexOf('}', at));
                var value = workstation.environment().get(name);
                if (value == null) {
                    throw refused(
                            name + " is not in the environment",
                            where(line),
                            "set it, or leave it");
                }
                expanded.append(value);
                at = text.indexOf('}', at);
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }

    private String token(char token, SshConfigLine line) throws ShellException {
        return switch (token) {
            case '%' -> "%";
            case 'd' -> workstation.home().toString();
            case 'h' -> hostName();
            case 'k' -> value(SshKeyword.HOSTKEYALIAS).orElse(hostName());
            case 'n' -> host;
            case 'p' -> Integer.toString(portNumber());
            case 'r' -> userName();
            case 'u' -> workstation.user();
            default -> throw refused("%" + token + " is not followed", where(line), "write it out");
        };
    }

    private String where(SshConfigLine line) {
        return line == null ? workstation.ssh().resolve("config") + "" : line.where();
    }

    private ShellException refused(String what, String where, String fix) {
        return new ShellException(
                ShellException.Kind.UNUSABLE, host, where + ": " + what, fix, null);
    }
}
