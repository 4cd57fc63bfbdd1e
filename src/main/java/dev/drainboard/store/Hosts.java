package dev.drainboard.store;

import dev.drainboard.model.HostSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** How ssh goes to each host: the file's defaults, and what an entry says otherwise. */
final class Hosts {

    /** {@code helper} is a word of the contract that no version drives yet. */
    private static final Grammar<Boolean> SUDO = Grammar.choice(sudo(), "helper");

    private final Grammar<Path> localPath;
    private HostSpec defaults = HostSpec.of("defaults");

    Hosts(Grammar<Path> localPath) {
        this.localPath = localPath;
    }

    private static Map<String, Boolean> sudo() {
        var words = new LinkedHashMap<String, Boolean>();
        words.put("true", true);
        words.put("false", false);
        return words;
    }

    /** What the file's {@code ssh} says holds for every host that is read after it. */
    void defaults(Section ssh) {
        defaults = of("defaults", ssh);
    }

    /** A host that has no entry of its own. */
    HostSpec of(String host) {
        return new HostSpec(
                host,
                defaults.user(),
                defaults.port(),
                defaults.identity(),
                defaults.knownHosts(),
                defaults.jump(),
                defaults.sudo());
    }

    HostSpec of(String host, Section entry) {
        var port = entry.maybe("port", Grammars.PORT);
        return new HostSpec(
                host,
                entry.maybe("user", Grammars.USER_NAME).or(defaults::user),
                port.isPresent() ? OptionalInt.of(port.get()) : defaults.port(),
                entry.maybe("identity", localPath).or(defaults::identity),
                entry.maybe("knownHosts", localPath).or(defaults::knownHosts),
                entry.maybe("jump", Grammars.JUMP).or(defaults::jump),
                entry.read("sudo", SUDO, defaults.sudo()));
    }
}
