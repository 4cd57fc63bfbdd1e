package dev.drainboard.driver;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a login page names of its own node: stylesheets, scripts and pictures. Without them the page
 * is there and nobody can log in, as on a node with another filestore.
 */
final class LoginPage {

    private static final Pattern TAG =
            Pattern.compile("<(script|link|img)\\b([^>]*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\\b(?:src|href)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHOWN =
            Pattern.compile(
                    "\\brel\\s*=\\s*[\"']?(?:[^\"'>]*\\s)?(stylesheet|preload|icon)\\b",
                    Pattern.CASE_INSENSITIVE);

    private LoginPage() {}

    /** Paths with their queries, in the order of the page, each once. */
    static List<String> assets(String html) {
        var found = new LinkedHashSet<String>();
        var tags = TAG.matcher(html);
        while (tags.find()) {
            boolean link = tags.group(1).equalsIgnoreCase("link");
            if (link && !SHOWN.matcher(tags.group(2)).find()) {
                continue;
            }
            var address = ADDRESS.matcher(tags.group(2));
            if (address.find()) {
                var path = value(address);
                if (path.startsWith("/") && !path.startsWith("//")) {
                    found.add(path.replace("&amp;", "&"));
                }
            }
        }
        return List.copyOf(found);
    }

    private static String value(Matcher address) {
        return address.group(1) != null ? address.group(1) : address.group(2);
    }
}
