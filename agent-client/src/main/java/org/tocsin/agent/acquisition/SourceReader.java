package org.tocsin.agent.acquisition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tocsin.agent.rule.Section;

/** Reads one source; each kind has its keys, and any other is refused. */
final class SourceReader {
  private static final String CONTAINER_LOGS = "/var/log/containers/*.log";
  private static final String DOCKER = "unix:///var/run/docker.sock";
  private static final Set<String> ALL =
      Set.of("source", "labels", "log_level", "name", "unique_id", "use_time_machine", "mode");
  private static final Set<String> FILE =
      Set.of(
          "filename",
          "filenames",
          "exclude_regexps",
          "force_inotify",
          "poll_without_inotify",
          "max_buffer_size");
  private static final Set<String> SYSLOG =
      Set.of("listen_addr", "listen_port", "protocol", "max_message_len", "disable_rfc_parser");
  private static final Set<String> CONTAINER =
      Set.of(
          "container_name",
          "container_name_regexp",
          "container_id",
          "container_id_regexp",
          "docker_host",
          "follow_stdout",
          "follow_stderr",
          "check_interval",
          "since");
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "file", FILE,
          "kubernetes", FILE,
          "journalctl", Set.of("journalctl_filter"),
          "syslog", SYSLOG,
          "docker", CONTAINER,
          "stdin", Set.of());

  private final Section section;
  private final String kind;
  private final boolean once;

  private SourceReader(Section section) {
    this.section = section;
    this.kind = section.text("source").orElse(implied(section));
    Set<String> known = new HashSet<>(ALL);
    known.addAll(keys());
    section.only(known);
    this.once = once();
  }

  static AcquisitionConfig read(Section section) {
    SourceReader reader = new SourceReader(section);
    Origin origin = reader.origin();
    return new AcquisitionConfig(
        section.text("name").filter(name -> !name.isBlank()).orElse(reader.called(origin)),
        reader.labels(),
        section.flag("use_time_machine"),
        origin);
  }

  /** A source without its kind is one of files, or of the journal if it has a filter for that. */
  private static String implied(Section section) {
    return section.has("journalctl_filter") ? "journalctl" : "file";
  }

  private Set<String> keys() {
    Set<String> keys = KEYS.get(kind);
    if (keys == null) {
      throw section.refuse("source", "unknown: " + kind + "; known are " + known());
    }
    return keys;
  }

  private static String known() {
    return String.join(", ", KEYS.keySet().stream().sorted().toList());
  }

  private boolean once() {
    return switch (section.textOrEmpty("mode")) {
      case "", "tail" -> false;
      case "cat" -> true;
      default -> throw section.refuse("mode", "expected tail or cat");
    };
  }

  private Map<String, String> labels() {
    Section labels =
        section.section("labels").orElseThrow(() -> section.refuse("labels", "is missing"));
    labels.required("type");
    return labels.entries();
  }

  private String called(Origin origin) {
    if (origin instanceof Origin.Files files) {
      return kind + " " + String.join(",", texts(files.patterns()));
    }
    if (origin instanceof Origin.Journal journal) {
      return kind + " " + String.join(" ", journal.filters());
    }
    if (origin instanceof Origin.Syslog syslog) {
      return kind + " " + syslog.host() + ":" + syslog.port();
    }
    return origin instanceof Origin.Docker docker ? kind + " " + docker.socket() : kind;
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(String::valueOf).toList();
  }

  private Origin origin() {
    return switch (kind) {
      case "journalctl" -> new Origin.Journal(section.texts("journalctl_filter"), once);
      case "syslog" -> syslog();
      case "docker" -> docker();
      case "stdin" -> new Origin.Stdin();
      default -> files();
    };
  }

  private Origin files() {
    section.flag("force_inotify");
    section.flag("poll_without_inotify");
    atLeast("max_buffer_size", 1, LineReader.LONGEST, Integer.MAX_VALUE);
    boolean framed = kind.equals("kubernetes");
    List<PathPattern> patterns = new ArrayList<>();
    section.text("filename").ifPresent(text -> patterns.add(pattern("filename", text)));
    section.texts("filenames").forEach(text -> patterns.add(pattern("filenames", text)));
    if (patterns.isEmpty() && framed) {
      patterns.add(PathPattern.of(CONTAINER_LOGS));
    }
    if (patterns.isEmpty()) {
      throw section.refuse("filenames", "is missing, or has nothing in it");
    }
    return new Origin.Files(List.copyOf(patterns), expressions("exclude_regexps"), framed, once);
  }

  private PathPattern pattern(String key, String text) {
    try {
      if (text.isBlank()) {
        throw section.refuse(key, "expected a path");
      }
      return PathPattern.of(text);
    } catch (InvalidPathException e) {
      throw section.refuse(key, "not a path");
    } catch (IllegalArgumentException e) {
      throw section.refuse(key, String.valueOf(e.getMessage()));
    }
  }

  private Origin syslog() {
    String protocol = section.text("protocol").orElse("udp");
    if (!Set.of("udp", "tcp", "both").contains(protocol)) {
      throw section.refuse("protocol", "expected udp, tcp or both");
    }
    return new Origin.Syslog(
        section.text("listen_addr").orElse("127.0.0.1"),
        atLeast("listen_port", 1, 514, 65535),
        !protocol.equals("tcp"),
        !protocol.equals("udp"),
        atLeast("max_message_len", 1, 2048, LineReader.LONGEST),
        !section.flag("disable_rfc_parser"));
  }

  private Origin docker() {
    section.duration("check_interval");
    String host = section.text("docker_host").orElse(DOCKER);
    if (!host.startsWith("unix:///")) {
      throw section.refuse("docker_host", "expected unix:///PATH");
    }
    Origin.Since since =
        new Origin.Since(
            section.texts("container_id"),
            expressions("container_id_regexp"),
            section.duration("since"));
    Origin.Docker docker =
        new Origin.Docker(
            Path.of(host.substring("unix://".length())),
            section.texts("container_name"),
            expressions("container_name_regexp"),
            new Origin.Streams(unlessFalse("follow_stdout"), unlessFalse("follow_stderr")),
            since);
    if (docker.names().size()
            + docker.nameExpressions().size()
            + since.ids().size()
            + since.idExpressions().size()
        == 0) {
      throw section.refuse("container_name", "no container is named");
    }
    return docker;
  }

  private boolean unlessFalse(String key) {
    return !section.has(key) || section.flag(key);
  }

  private int atLeast(String key, int least, int otherwise, int most) {
    int number = section.number(key, otherwise);
    if (number < least || number > most) {
      throw section.refuse(key, "expected a number from " + least + " to " + most);
    }
    return number;
  }

  private List<Pattern> expressions(String key) {
    List<Pattern> patterns = new ArrayList<>();
    for (String text : section.texts(key)) {
      try {
        patterns.add(Pattern.compile(text));
      } catch (PatternSyntaxException e) {
        throw section.refuse(key, "not a regular expression: " + text);
      }
    }
    return List.copyOf(patterns);
  }
}
