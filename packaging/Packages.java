import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the portable archive and the Debian package of what {@link Image} laid out. Run by the build's profile {@code packages}, on Linux, with
 * {@code tar}, {@code dpkg-deb} and {@code fakeroot} (for jpackage).
 *
 * <p>Its arguments: the project, the build's directory, the version, and the instant that every file is given as its time.
 */
public final class Packages {

    private final Path project;
    private final Path target;
    private final String version;
    private final FileTime time;

    private Packages(Path project, Path target, String version, FileTime time) {
        this.project = project;
        this.target = target;
        this.version = version;
        this.time = time;
    }

    public static void main(String[] args) throws IOException {
        var packages =
                new Packages(Path.of(args[0]), Path.of(args[1]), args[2], FileTime.from(Instant.parse(args[3])));
        System.out.println(packages.archive());
        System.out.println(packages.deb());
    }

    /** One directory, which runs wherever it is unpacked. */
    private Path archive() throws IOException {
        var machine = System.getProperty("os.arch").equals("amd64") ? "x64" : System.getProperty("os.arch");
        var archive = target.resolve("drainboard-" + version + "-linux-" + machine + ".tar.gz");
        Tool.execute(
                target,
                Map.of(),
                "tar", "--create", "--gzip", "--file", archive.toString(),
                "--sort=name", "--owner=root:0", "--group=root:0", "--mode=u=rwX,go=rX", "--mtime=" + time,
                "--transform=s,^drainboard,drainboard-" + version + ",S",
                "drainboard", "-C", project.toString(), "--transform=s,^LICENSE$,drainboard-" + version + "/LICENSE,", "LICENSE");
        return archive;
    }

    /**
     * jpackage lays the package out below {@code /opt}; what it has no option for is done to its result before that becomes a package:
     *
     * <ul>
     *   <li>The launcher is ours. jpackage's asks rpm and dpkg twice at each start which package it is of: 0.15 s where {@code drainboard --version} takes
     *       0.2 s.
     *   <li>The times are set. jpackage copies the jars without theirs, and the JVM would no longer believe the cache.
     *   <li>The command, the menu's entry and its icons are files of the package, known to dpkg, updated by its triggers. jpackage's scripts would make
     *       them while it is installed, with xdg-utils, and fail where there is no menu.
     * </ul>
     */
    private Path deb() throws IOException {
        var work = target.resolve("packages");
        Tree.delete(work);
        Files.createDirectories(work);
        var app = appImage(work);
        Tool.execute(
                work,
                Map.of("DPKG_DEB_COMPRESSOR_TYPE", "none"), // nobody keeps this one
                Path.of(System.getProperty("java.home"), "bin/jpackage").toString(),
                "--type", "deb", "--app-image", app.toString(), "--name", "drainboard", "--app-version", version,
                "--linux-deb-maintainer", "maintainers@drainboard.example.org", "--vendor", "Drainboard maintainers",
                "--linux-app-category", "admin", "--resource-dir", project.resolve("packaging/deb").toString(),
                "--temp", work.resolve("temp").toString(), "--dest", work.resolve("draft").toString());
        var root = work.resolve("temp/image");
        complete(root);
        Tree.setTimes(root, time);
        var deb = target.resolve("drainboard_" + version + "_" + architecture(work) + ".deb");
        Tool.execute(
                work,
                Map.of("SOURCE_DATE_EPOCH", Long.toString(time.toInstant().getEpochSecond())),
                // level 6, the default, takes seven times as long for a tenth less
                "dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", root.toString(), deb.toString());
        Tree.delete(work);
        return deb;
    }

    /** What jpackage makes of the jars and the runtime, with our launcher in the place of its own. */
    private Path appImage(Path work) throws IOException {
        var image = target.resolve("drainboard");
        Tool.run(
                "jpackage",
                "--type", "app-image", "--name", "drainboard", "--app-version", version,
                "--runtime-image", image.resolve("lib/runtime").toString(), "--input", image.resolve("lib/app").toString(),
                "--main-jar", "drainboard.jar", "--main-class", "dev.drainboard.app.Main", "--dest", work.resolve("app").toString());
        var app = work.resolve("app/drainboard");
        Files.delete(app.resolve("lib/libapplauncher.so"));
        Files.delete(app.resolve("lib/app/drainboard.cfg"));
        Files.delete(app.resolve("lib/drainboard.png"));
        Files.copy(
                image.resolve("bin/drainboard"),
                app.resolve("bin/drainboard"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        return app;
    }

    private void complete(Path root) throws IOException {
        for (var script : new String[] {"preinst", "postinst", "prerm", "postrm"}) {
            Files.delete(root.resolve("DEBIAN").resolve(script));
        }
        var home = root.resolve("opt/drainboard");
        Tree.delete(home.resolve("share")); // the copyright, which Debian has elsewhere

        var command = root.resolve("usr/bin/drainboard");
        Files.createDirectories(command.getParent());
        Files.createSymbolicLink(command, Path.of("/opt/drainboard/bin/drainboard"));
        place(root, "packaging/deb/copyright", "usr/share/doc/drainboard/copyright");
        place(root, "packaging/deb/drainboard.desktop", "usr/share/applications/drainboard.desktop");
        for (int size : new int[] {16, 32, 48, 64, 128, 256}) {
            place(
                    root,
                    "assets/icons/" + size + ".png",
                    "usr/share/icons/hicolor/%dx%d/apps/drainboard.png".formatted(size, size));
        }
        try (var packed =
                new GZIPOutputStream(Files.newOutputStream(root.resolve("usr/share/doc/drainboard/changelog.gz")))) {
            Files.copy(project.resolve("CHANGELOG.md"), packed);
        }
        place(root, "assets/icon.svg", "usr/share/icons/hicolor/scalable/apps/drainboard.svg");
        Files.writeString(root.resolve("DEBIAN/md5sums"), sums(root));
        Tool.execute(root, Map.of(), "chmod", "-R", "u=rwX,go=rX", ".");
    }

    private void place(Path root, String from, String to) throws IOException {
        Files.createDirectories(root.resolve(to).getParent());
        Files.copy(project.resolve(from), root.resolve(to));
    }

    /** As md5sum prints them, which {@code dpkg --verify} reads. */
    private static String sums(Path root) throws IOException {
        var lines = new StringBuilder();
        try (Stream<Path> all = Files.walk(root)) {
            for (var file :
                    all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                            .filter(path -> !path.startsWith(root.resolve("DEBIAN")))
                            .sorted()
                            .toList()) {
                lines.append(md5(file)).append("  ").append(root.relativize(file)).append('\n');
            }
        }
        return lines.toString();
    }

    private static String md5(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("MD5");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /** As jpackage named it. */
    private static String architecture(Path work) throws IOException {
        return Files.readAllLines(work.resolve("temp/image/DEBIAN/control")).stream()
                .filter(line -> line.startsWith("Architecture: "))
                .map(line -> line.substring("Architecture: ".length()))
                .findFirst()
                .orElseThrow(() -> new IOException("jpackage named no architecture"));
    }
}
