package dev.drainboard.dialect;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An access log that tells which server answered each request.
 *
 * @param path as the file names it; relative: below nginx's prefix
 */
public record NginxAccessLog(String path, NginxLogFormat format) {

    public NginxAccessLog {
        Objects.requireNonNull(path);
        Objects.requireNonNull(format);
    }

    /**
     * All that can be counted from: plain files with all requests of their block. One with {@code
     * if=} leaves some out, a compressed one cannot be followed, a name with a variable is many
     * files; of two of one block the first is enough.
     */
    public static List<NginxAccessLog> of(NginxConf conf) {
        var formats = formats(conf);
        var byBlock = new LinkedHashMap<List<NginxDirective>, NginxAccessLog>();
        var byPath = new LinkedHashMap<String, NginxAccessLog>();
        for (var hit : conf.all("access_log")) {
            var words = hit.directive().arguments();
            if (words.size() < 2 || !plain(words)) {
                continue;
            }
            var format = formats.get(words.get(1));
            if (format != null) {
                byBlock.putIfAbsent(hit.around(), new NginxAccessLog(words.getFirst(), format));
            }
        }
        byBlock.values().forEach(log -> byPath.putIfAbsent(log.path(), log));
        return List.copyOf(byPath.values());
    }

    private static boolean plain(List<String> words) {
        var path = words.getFirst();
        return !path.startsWith("syslog:")
                && path.indexOf('$') < 0
                && path.indexOf('\n') < 0
                && words.stream()
                        .skip(2)
                        .noneMatch(word -> word.startsWith("if=") || word.startsWith("gzip"));
    }

    private static Map<String, NginxLogFormat> formats(NginxConf conf) {
        var formats = new HashMap<String, NginxLogFormat>();
        for (var hit : conf.all("log_format")) {
            var words = hit.directive().arguments();
            if (words.size() > 1) {
                var text =
                        words.stream()
                                .skip(words.get(1).startsWith("escape=") ? 2 : 1)
                                .collect(Collectors.joining());
                NginxLogFormat.of(text).ifPresent(format -> formats.put(words.getFirst(), format));
            }
        }
        return formats;
    }
}
