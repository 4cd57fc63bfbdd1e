package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.wire.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a host's docker engine and compose say of one service; changes nothing. */
record ComposeHost(NodeHost place, RuntimeSpec.Compose spec) {

    /** Compose parses files and may wait for a loaded engine. */
    private static final Duration CONFIG = Duration.ofSeconds(15);

    /** More images of ours than this are worth a word: nothing is ever pruned by us. */
    private static final int MANY = 5;

    /** The project as its files are now, a mark in the place of the revision. */
    ComposeProject project() throws FaultException {
        var project = project(spec.revision().orElse(""), ComposeProject.MARK);
        if (spec.revision().isPresent() && !project.followsVariable()) {
            throw wrong(
                    "compose.revision.unused",
                    "The image of "
                            + spec.service()
                            + " is "
                            + project.image()
                            + " whatever "
                            + spec.revision().get()
                            + " is.",
                    "Use the variable in the image of the service, or correct `revision` in the"
                            + " cluster file.");
        }
        return project;
    }

    /** The image that the service has with its files as they stand. */
    String image() throws FaultException {
        return project("", "").image();
    }

    private ComposeProject project(String variable, String value) throws FaultException {
        var script =
                script("compose: configuration", "compose-config.sh")
                        .with("DIRECTORY", spec.directory())
                        .with("VARIABLE", variable)
                        .with("VALUE", value);
        var said = place.remote().ask(script, CONFIG, place.cannot("read"));
        return ComposeProject.of(said.text(), spec.service())
                .orElseThrow(
                        () ->
                                wrong(
                                        "compose.service.none",
                                        "The project in "
                                                + spec.directory()
                                                + " has no service "
                                                + spec.service()
                                                + " with an image.",
                                        "Correct directory and service in the cluster file, or"
                                                + " give the service an image."));
    }

    /** The containers of the service that run. */
    List<ComposeContainer> containers(ComposeProject project) throws FaultException {
        var script =
                script("compose: what runs", "compose-read.sh")
                        .with("PROJECT", project.name())
                        .with("SERVICE", spec.service());
        var said = place.remote().ask(script, Remote.READING, place.cannot("read"));
        return ComposeContainer.of(said.text());
    }

    /** Empty if the engine does not have it. */
    Optional<ImageId> image(String reference) throws FaultException {
        var script = script("compose: image", "compose-image.sh").with("IMAGE", reference);
        var said = place.remote().tryAsk(script, Remote.READING, place.cannot("read"));
        return said.ok() ? ImageId.of(said.text()) : Optional.empty();
    }

    /** The bytes of {@code .env}; none if there is no such file. */
    byte[] envFile() throws FaultException {
        var script =
                Script.of("compose: .env", "cd \"$DIRECTORY\" || exit 1\n[ ! -e .env ] || cat .env")
                        .root()
                        .with("DIRECTORY", spec.directory());
        return place.remote().ask(script, Remote.READING, place.cannot("read")).out();
    }

    /** What a person should know. */
    List<String> notes(ComposeProject project) throws FaultException {
        var script =
                script("compose: notes", "compose-slow.sh")
                        .with("SERVICE", spec.service())
                        .with("OURS", ours());
        var printed = place.remote().ask(script, CONFIG, place.cannot("read")).text();
        var notes = new ArrayList<String>();
        var projects =
                printed.lines()
                        .filter(line -> line.startsWith("project "))
                        .map(line -> line.split(" ")[1])
                        .toList();
        if (!projects.isEmpty() && !projects.contains(project.name())) {
            notes.add(
                    spec.directory()
                            + " is the project "
                            + project.name()
                            + ", and the containers of "
                            + spec.service()
                            + " belong to "
                            + String.join(", ", projects)
                            + ": an update would start a second one.");
        }
        printed.lines()
                .filter(line -> line.startsWith("kept "))
                .map(line -> Integer.parseInt(line.substring("kept ".length()).strip()))
                .filter(count -> count > MANY)
                .forEach(
                        count ->
                                notes.add(
                                        count
                                                + " earlier images are kept under "
                                                + ours()
                                                + "; remove what is not needed any more."));
        return notes;
    }

    /** Defines {@code find_image} before the file's text, for this target. */
    Script finding(String name, String file, String digest, String reference) {
        return Script.of(name, NodeHost.text("compose-find.sh") + NodeHost.text(file))
                .root()
                .with("REPOSITORY", ImageId.repository(reference))
                .with("TARGET", digest)
                .with("OURS", ours(digest));
    }

    /** The repository of the images that are kept for the way back. */
    String ours() {
        return "drainboard/" + spec.service().toLowerCase(java.util.Locale.ROOT);
    }

    /** The tag under which the image of this digest is kept. */
    String ours(String digest) {
        var hex = digest.substring(digest.indexOf(':') + 1);
        return ours() + ":" + hex.substring(0, Math.min(12, hex.length()));
    }

    FaultException wrong(String code, String why, String fix) {
        return Fault.of(Fault.Kind.WRONG, code, place.cannot("prepared"), why, fix)
                .on(place.host())
                .thrown();
    }

    private static Script script(String name, String file) {
        return Script.of(name, NodeHost.text(file)).root().after(Script.PRELUDE);
    }
}
