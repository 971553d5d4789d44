package org.tocsin.agent.acquisition;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the lines of one source are to be found. */
sealed interface Origin {
  /** What {@code Line.module} says of its lines. */
  String module();

  /** Files by path; those of containers have a frame around each line. */
  record Files(List<PathPattern> patterns, List<Pattern> excluded, boolean framed, boolean once)
      implements Origin {
    @Override
    public String module() {
      return framed ? "kubernetes" : "file";
    }

    /** Whether this path is asked for and not excluded. */
    boolean covers(Path path) {
      return patterns.stream().anyMatch(pattern -> pattern.matches(path)) && !excludes(path);
    }

    boolean excludes(Path path) {
      return excluded.stream().anyMatch(pattern -> pattern.matcher(path.toString()).find());
    }
  }

  /** The journal, narrowed by arguments of journalctl. */
  record Journal(List<String> filters, boolean once) implements Origin {
    @Override
    public String module() {
      return "journalctl";
    }
  }

  /** Senders of syslog messages. */
  record Syslog(String host, int port, boolean udp, boolean tcp, int longest, boolean parsed)
      implements Origin {
    @Override
    public String module() {
      return "syslog";
    }
  }

  /** Containers; without names or identifiers, none. */
  record Docker(
      Path socket, List<String> names, List<Pattern> nameExpressions, Streams streams, Since since)
      implements Origin {
    @Override
    public String module() {
      return "docker";
    }
  }

  /** Which outputs of a container are read. */
  record Streams(boolean out, boolean err) {}

  /** Which containers are meant besides those named, and from when on those already there. */
  record Since(List<String> ids, List<Pattern> idExpressions, Optional<java.time.Duration> back) {}

  /** Standard input, to its end. */
  record Stdin() implements Origin {
    @Override
    public String module() {
      return "stdin";
    }
  }
}
