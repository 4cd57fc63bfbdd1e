package dev.drainboard.rollout;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One operation as the journal tells it. Only {@link Ledger} changes it. */
final class Operation {

    /** How the journal says it stands. */
    enum Standing {
        OPEN,
        STOPPED,
        CLOSED
    }

    final String id;
    final String operator;
    final Instant began;
    final Intent intent;
    final List<String> notes;

    Course course;
    Standing standing = Standing.OPEN;
    String status = "";
    Optional<Fault> fault = Optional.empty();

    /** Why it is taken back by itself. */
    Optional<Fault> takenBack = Optional.empty();

    Optional<String> override = Optional.empty();
    Instant last;
    Optional<Revision> target = Optional.empty();
    final Map<String, Revision> revisionBefore = new LinkedHashMap<>();
    final Map<String, String> instanceBefore = new LinkedHashMap<>();

    /** Nodes on which an update was announced: they may have changed. */
    final Set<String> touched = new LinkedHashSet<>();

    /** The names under which hosts know the updates that were announced, by node. */
    private final Map<String, Set<String>> updateDeeds = new LinkedHashMap<>();

    /** Nodes that an abort left out of rotation. */
    final Set<String> left = new LinkedHashSet<>();

    /** The courses before this one. */
    private final List<Story.Left> courses = new ArrayList<>();

    private final List<Story.Stand> stands = new ArrayList<>();

    /** Who asked the one that conducts it to pause, since it runs. */
    private Optional<String> pauser = Optional.empty();

    Operation(
            String id,
            String operator,
            Instant began,
            Intent intent,
            List<String> notes,
            Course course) {
        this.id = id;
        this.operator = operator;
        this.began = began;
        this.intent = intent;
        this.notes = notes;
        this.course = course;
        this.last = began;
    }

    /**
     * Whether it keeps all others out until resume, abort or roll back is said: it stands, or its
     * process is gone.
     */
    boolean reserves() {
        return standing != Standing.CLOSED && changesRevisions();
    }

    boolean changesRevisions() {
        return switch (intent) {
            case Intent.Update update -> true;
            case Intent.Rollout rollout -> true;
            case Intent.Drain drain -> false;
            case Intent.Maint maint -> false;
            case Intent.Restore restore -> false;
        };
    }

    /** The revision as it was asked for; empty: whatever is newest, or nothing is updated. */
    Optional<String> wanted() {
        return switch (intent) {
            case Intent.Update update -> update.to();
            case Intent.Rollout rollout -> rollout.to();
            case Intent.Drain drain -> Optional.empty();
            case Intent.Maint maint -> Optional.empty();
            case Intent.Restore restore -> Optional.empty();
        };
    }

    /** The step that failed last or is under way. */
    Optional<Course.Task> unfinished() {
        return course.tasks().stream()
                .filter(
                        task ->
                                task.progress() == Progress.FAILED
                                        || task.progress() == Progress.RUNNING)
                .findFirst();
    }

    /** Another course, because of a word; what was done on the old one stays told. */
    void turn(String by, Instant at, Course next) {
        courses.add(new Story.Left(next.word(), by, at, views()));
        course = next;
    }

    void askedToPause(String by) {
        pauser = Optional.of(by);
    }

    /**
     * @param by who conducted it
     */
    void stands(Instant at, String by) {
        stands.add(new Story.Stand(at, Optional.empty(), why(), pauser.orElse(by)));
    }

    private Story.Why why() {
        if (status.equals("failed")) {
            return Story.Why.FAILED;
        }
        return fault.filter(asked -> !asked.code().equals(Faults.LET_GO)).isPresent()
                ? Story.Why.ASKED
                : Story.Why.PAUSED;
    }

    /**
     * A word was said, and it goes on.
     *
     * @param signOfLife the line of the journal before: one that was open then was cut off
     */
    void goesOn(Instant at, Instant signOfLife) {
        if (standing == Standing.OPEN) {
            stands.add(new Story.Stand(signOfLife, Optional.of(at), Story.Why.CUT_OFF, operator));
        } else if (!stands.isEmpty()) {
            stands.add(stands.removeLast().until(at));
        }
        pauser = Optional.empty();
    }

    private Story story(Phase phase) {
        var ended = standing == Standing.CLOSED ? Optional.of(last) : Optional.<Instant>empty();
        var story = new Story(courses, stands, ended);
        return phase == Phase.CUT_OFF ? story.cutOff(last, operator) : story;
    }

    void announced(String node, String deed) {
        updateDeeds.computeIfAbsent(node, name -> new LinkedHashSet<>()).add(deed);
    }

    Set<String> updateDeeds(String node) {
        return updateDeeds.getOrDefault(node, Set.of());
    }

    /**
     * @param lock who holds the cluster; an open operation that nobody holds was cut off
     */
    OperationView view(Optional<LockFacts> lock) {
        boolean held =
                lock.filter(facts -> facts.operation().equals(id) && !facts.abandoned())
                        .isPresent();
        var phase = phase(held);
        return new OperationView(
                id, purpose(), operator, began, phase, views(), fault, reserves(), story(phase));
    }

    /** Of a way back it is not what was wanted once, as its lock says too. */
    private String purpose() {
        return switch (course.word()) {
            case "roll-back", "abort" -> course.word() + " of " + intent.purpose();
            default -> intent.purpose();
        };
    }

    private Phase phase(boolean held) {
        return switch (standing) {
            case OPEN -> held ? Phase.RUNNING : Phase.CUT_OFF;
            case STOPPED -> status.equals("failed") ? Phase.FAILED : Phase.PAUSED;
            case CLOSED ->
                    switch (status) {
                        case "succeeded" -> Phase.SUCCEEDED;
                        case "failed" -> Phase.FAILED;
                        case "paused" -> Phase.PAUSED;
                        default -> Phase.ABORTED;
                    };
        };
    }

    private List<OperationView.StepView> views() {
        return course.tasks().stream().map(Course.Task::view).toList();
    }
}
