package dev.drainboard.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * From a text to {@link Yaml}, by the parser's events: nothing is constructed, so there is nothing
 * that a tag could call. Anchors and aliases work, as far as all of them together stand for no more
 * than {@link #MOST} values.
 */
final class YamlText {

    static final int MOST = 100_000;
    static final int DEEPEST = 20;

    private final Mistakes mistakes;
    private final Map<Anchor, Yaml> anchors = new HashMap<>();
    private Iterator<Event> events;
    private int depth;
    private int values;

    private YamlText(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Thrown where reading on makes no sense; the mistake was told. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    /** Empty if there is no value to speak of; then a mistake was told. */
    static Optional<Yaml> read(String text, Mistakes mistakes) {
        return new YamlText(mistakes).document(text);
    }

    private Optional<Yaml> document(String text) {
        var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        try {
            events = new Parse(settings).parseString(text).iterator();
            next(); // the stream starts
            if (next().getEventId() == Event.ID.StreamEnd) {
                mistakes.at(1, 1, "nothing", "a cluster", Optional.empty());
                return Optional.empty();
            }
            var root = value(next());
            next(); // the document ends
            var after = next();
            if (after.getEventId() != Event.ID.StreamEnd) {
                throw stop(after.getStartMark(), "a second document", "one cluster in a file");
            }
            return Optional.of(root);
        } catch (Unreadable e) {
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            malformed(e);
            return Optional.empty();
        } catch (ReaderException e) {
            unprintable(text, e.getPosition());
            return Optional.empty();
        } catch (YamlEngineException e) {
            mistakes.at(1, 1, String.valueOf(e.getMessage()), "YAML", Optional.empty());
            return Optional.empty();
        }
    }

    private Event next() {
        return events.next();
    }

    private Yaml value(Event event) {
        if (event instanceof AliasEvent alias) {
            return count(referenced(alias));
        }
        var value =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case CollectionStartEvent start -> collection(start);
                    default -> throw stop(event.getStartMark(), "what is no value", "a value");
                };
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, value));
        return value;
    }

    private Yaml referenced(AliasEvent alias) {
        var value = anchors.get(alias.getAlias());
        if (value == null) {
            throw stop(
                    alias.getStartMark(),
                    "*" + alias.getAlias().getValue(),
                    "an anchor that was closed before");
        }
        return value;
    }

    private Yaml scalar(ScalarEvent event) {
        untagged(event.getTag(), event);
        return count(
                new Yaml.Scalar(event.getValue(), event.isPlain(), line(event), column(event)));
    }

    private Yaml collection(CollectionStartEvent start) {
        untagged(start.getTag(), start);
        if (++depth > DEEPEST) {
            throw stop(start.getStartMark(), "more than 20 levels", "fewer");
        }
        int before = values++;
        var collection =
                start instanceof MappingStartEvent ? block(start, before) : list(start, before);
        depth--;
        return collection;
    }

    private Yaml block(Event start, int before) {
        var pairs = pairs();
        return new Yaml.Block(pairs, line(start), column(start), values - before);
    }

    private Yaml list(Event start, int before) {
        var items = items();
        return new Yaml.Items(items, line(start), column(start), values - before);
    }

    private List<Yaml> items() {
        var items = new ArrayList<Yaml>();
        for (var event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(value(event));
        }
        return items;
    }

    private List<Yaml.Pair> pairs() {
        var pairs = new ArrayList<Yaml.Pair>();
        for (var event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            var key = value(event);
            var value = value(next());
            if (key instanceof Yaml.Scalar scalar) {
                pairs.add(new Yaml.Pair(scalar, value));
            } else {
                mistakes.at(key, key.words(), "a key");
            }
        }
        return pairs;
    }

    private Yaml count(Yaml value) {
        values += value.size();
        if (values > MOST) {
            mistakes.at(value, "more than " + MOST + " values", "fewer");
            throw new Unreadable();
        }
        return value;
    }

    private void untagged(Optional<String> tag, Event event) {
        if (tag.isPresent()) {
            place(
                    event.getStartMark(),
                    "the tag " + Yaml.quoted(tag.get()),
                    "a value without a tag");
        }
    }

    private Unreadable stop(Optional<Mark> mark, String found, String expected) {
        place(mark, found, expected);
        return new Unreadable();
    }

    private void place(Optional<Mark> mark, String found, String expected) {
        mistakes.at(
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                found,
                expected,
                Optional.empty());
    }

    private void malformed(MarkedYamlEngineException e) {
        var mark = e.getProblemMark().or(e::getContextMark);
        boolean tab =
                mark.filter(place -> place.getPointer() < place.getBuffer().length)
                        .filter(place -> place.getBuffer()[place.getPointer()] == '\t')
                        .isPresent();
        if (tab) {
            place(mark, "a tab", "spaces");
        } else {
            place(mark, "what YAML does not allow here (" + e.getProblem() + ")", "YAML");
        }
    }

    private void unprintable(String text, int position) {
        int end =
                text.offsetByCodePoints(
                        0, Math.min(position, text.codePointCount(0, text.length())));
        var before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        mistakes.at(
                line,
                before.length() - before.lastIndexOf('\n'),
                "a character that YAML does not allow",
                "printable text",
                Optional.empty());
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }
}
