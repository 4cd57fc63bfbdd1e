package dev.drainboard.store;

import dev.drainboard.model.Amount;
import dev.drainboard.model.SecretRef;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the values of a cluster file look like. Names that reach a host or a path are strict here,
 * so that nothing further down has to wonder: no control characters anywhere, no leading dash where
 * a program could take it for an option.
 */
final class Grammars {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m|h)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}) ?%");
    static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+\\\\-]{0,63}");

    /** A directory's name on hosts, beside {@code edit.lock}, which it cannot be: it has no dot. */
    static final Grammar<String> CLUSTER_NAME =
            name("a name of letters, digits, - and _", "[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    static final Grammar<String> NAME =
            name("a name of letters, digits, -, _ and .", "[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    static final Grammar<String> HOST = Grammar.text("a host name or an address", HostNames::host);

    static final Grammar<String> NAME_OR_HOST =
            Grammar.text(
                    "a name or an address",
                    text ->
                            HostNames.host(text)
                                    || text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"));

    static final Grammar<Integer> PORT = number("a port", 1, 65_535);

    static final Grammar<String> USER_NAME = Grammar.text("a user's name", USER.asMatchPredicate());

    static final Grammar<String> JUMP =
            Grammar.text("[user@]host[:port], several with commas", HostNames::jump);

    /** On a host. */
    static final Grammar<String> REMOTE_PATH =
            Grammar.text(
                    "an absolute path",
                    text ->
                            text.startsWith("/")
                                    && clean(text)
                                    && !List.of(text.split("/")).contains(".."));

    /** Of a URL, as it stands in a request line. */
    static final Grammar<String> URL_PATH =
            Grammar.text("a path that begins with /", text -> text.matches("/[!-~]{0,2000}"));

    static final Grammar<String> HOST_HEADER =
            Grammar.text(
                    "host or host:port",
                    text -> HostNames.host(text) || HostNames.hostAndPort(text));

    static final Grammar<String> TEXT =
            Grammar.text("a text on one line", text -> !text.isBlank() && clean(text));

    static final Grammar<String> COMMAND =
            Grammar.text("a command", text -> !text.isBlank() && text.indexOf('\0') < 0);

    static final Grammar<Boolean> TRUTH =
            Grammar.of(
                    "true or false",
                    scalar ->
                            switch (scalar.text()) {
                                case "true" -> plain(scalar, true);
                                case "false" -> plain(scalar, false);
                                default -> Optional.empty();
                            });

    static final Grammar<Duration> DURATION_ABOVE_ZERO =
            duration("a duration above zero, as 200ms, 1s, 2m or 1h", value -> !value.isZero());

    static final Grammar<Duration> DURATION_OR_ZERO =
            duration("a duration, as 0s, 200ms, 1s, 2m or 1h", value -> true);

    static final Grammar<Amount> AMOUNT =
            Grammar.of("a number of nodes, or a percentage as 50%", Grammars::amount);

    static final Grammar<URI> WEB_ADDRESS =
            Grammar.of("an address that begins with http:// or https://", Grammars::webAddress);

    private Grammars() {}

    static Grammar<String> name(String expected, String pattern) {
        return Grammar.text(expected, Pattern.compile(pattern).asMatchPredicate());
    }

    static Grammar<Integer> number(String what, int least, int most) {
        return Grammar.of(
                what + " from " + least + (most == Integer.MAX_VALUE ? "" : " to " + most),
                scalar ->
                        Optional.of(scalar)
                                .filter(Yaml.Scalar::plain)
                                .filter(number -> NUMBER.matcher(number.text()).matches())
                                .map(number -> Integer.parseInt(number.text()))
                                .filter(number -> number >= least && number <= most));
    }

    /** A path on this machine: {@code ~} is the home, what is relative is beside the file. */
    static Grammar<Path> localPath(Path beside, Path home) {
        return Grammar.of(
                "a path on this machine",
                scalar -> {
                    var text = scalar.text();
                    if (text.isBlank() || !clean(text)) {
                        return Optional.empty();
                    }
                    try {
                        return Optional.of(
                                text.equals("~") || text.startsWith("~/")
                                        ? home.resolve(text.substring(Math.min(2, text.length())))
                                        : beside.resolve(text).normalize());
                    } catch (InvalidPathException e) {
                        return Optional.empty();
                    }
                });
    }

    private static boolean clean(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    private static <T> Optional<T> plain(Yaml.Scalar scalar, T value) {
        return scalar.plain() ? Optional.of(value) : Optional.empty();
    }

    private static Grammar<Duration> duration(String expected, Predicate<Duration> fits) {
        return Grammar.of(
                expected,
                scalar -> {
                    var parts = DURATION.matcher(scalar.text());
                    if (!parts.matches()) {
                        return Optional.empty();
                    }
                    long value = Long.parseLong(parts.group(1));
                    return Optional.of(
                                    switch (parts.group(2)) {
                                        case "ms" -> Duration.ofMillis(value);
                                        case "s" -> Duration.ofSeconds(value);
                                        case "m" -> Duration.ofMinutes(value);
                                        default -> Duration.ofHours(value);
                                    })
                            .filter(fits);
                });
    }

    private static Optional<Amount> amount(Yaml.Scalar scalar) {
        var percent = PERCENT.matcher(scalar.text());
        if (percent.matches()) {
            int value = Integer.parseInt(percent.group(1));
            return value <= 100 ? Optional.of(new Amount(value, true)) : Optional.empty();
        }
        return Optional.of(scalar)
                .filter(Yaml.Scalar::plain)
                .filter(number -> NUMBER.matcher(number.text()).matches())
                .map(number -> Amount.of(Integer.parseInt(number.text())));
    }

    private static Optional<URI> webAddress(Yaml.Scalar scalar) {
        try {
            var uri = new URI(scalar.text());
            var scheme = String.valueOf(uri.getScheme());
            return Optional.of(uri)
                    .filter(address -> scheme.equals("http") || scheme.equals("https"))
                    .filter(address -> address.getUserInfo() == null)
                    .filter(
                            address ->
                                    address.getHost() != null
                                            && HostNames.host(
                                                    address.getHost().replaceAll("^\\[|]$", "")));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** What was found is never told: it may be the secret itself. */
    static Grammar<SecretRef> secret(Grammar<Path> localPath) {
        return Grammar.<SecretRef>of(
                        "a reference, env:NAME or file:PATH (keychain: is not in this version)",
                        scalar -> reference(scalar, localPath))
                .hidden();
    }

    private static Optional<SecretRef> reference(Yaml.Scalar scalar, Grammar<Path> localPath) {
        var text = scalar.text();
        if (text.matches("env:[A-Za-z_][A-Za-z0-9_]*")) {
            return Optional.of(new SecretRef.Env(text.substring(4)));
        }
        if (!text.startsWith("file:")) {
            return Optional.empty();
        }
        var path = new Yaml.Scalar(text.substring(5), true, scalar.line(), scalar.column());
        return localPath.read().apply(path).map(file -> new SecretRef.File(file.toString()));
    }
}
