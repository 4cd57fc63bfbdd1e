package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.SecretRef;
import dev.drainboard.port.SecretsPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Secrets of this machine: environment variables and files. A file that everybody may read is
 * refused, because then it is no secret.
 */
public final class LocalSecrets implements SecretsPort {

    private final Function<String, Optional<String>> environment;
    private final Path home;

    public LocalSecrets() {
        this(
                name -> Optional.ofNullable(System.getenv(name)),
                Path.of(System.getProperty("user.home")));
    }

    LocalSecrets(Function<String, Optional<String>> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    @Override
    public char[] find(SecretRef reference) throws FaultException {
        return switch (reference) {
            case SecretRef.Env env ->
                    environment
                            .apply(env.name())
                            .map(String::toCharArray)
                            .orElseThrow(
                                    () ->
                                            wrong(
                                                    "env:" + env.name(),
                                                    "There is no environment variable "
                                                            + env.name()
                                                            + ".",
                                                    "Set it before the program is started."));
            case SecretRef.File file -> firstLine(file.path());
        };
    }

    private char[] firstLine(String name) throws FaultException {
        var path = name.startsWith("~/") ? home.resolve(name.substring(2)) : Path.of(name);
        try {
            refuseIfForEverybody(name, path);
            var bytes = Files.readAllBytes(path);
            var chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0);
            int end = 0;
            while (end < chars.length() && "\r\n".indexOf(chars.charAt(end)) < 0) {
                end++;
            }
            var line = new char[end];
            chars.get(line);
            Arrays.fill(chars.array(), '\0');
            return line;
        } catch (IOException e) {
            throw wrong(
                    "file:" + name,
                    Files.exists(path) ? "It cannot be read." : "There is no such file.",
                    "Correct the path in the cluster file, or the file's rights.");
        }
    }

    private static void refuseIfForEverybody(String name, Path path)
            throws IOException, FaultException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix
                && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
            throw wrong(
                    "file:" + name, "Everybody on this machine may read it.", "chmod 600 " + name);
        }
    }

    private static FaultException wrong(String reference, String why, String fix) {
        return Fault.of(
                        Fault.Kind.WRONG,
                        "secret.reference.unusable",
                        "The secret " + reference + " cannot be used.",
                        why,
                        fix)
                .thrown();
    }
}
