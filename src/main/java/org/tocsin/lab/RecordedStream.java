package org.tocsin.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.tocsin.address.Prefix;

/**
 * Writes a stream and its community down for a replay: one JSON object a line for each signal, and
 * one for the world. Organisations are named o1, o2 and so on, agents a1 and prefixes p0. What is
 * written under a campaign is what that campaign did in sight of the list that was kept meanwhile.
 */
final class RecordedStream {

  /** The instant at which a written stream begins. */
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private RecordedStream() {}

  /** Returns a maker of the same method that also writes every signal it is given. */
  static Method.Maker recording(Method.Maker maker, Appendable signals) {
    return new Method.Maker() {
      @Override
      public String name() {
        return maker.name();
      }

      @Override
      public Method make(Community community) {
        return new Recording(maker.make(community), signals);
      }
    };
  }

  /** Writes what an operator would tell a replay about the community. */
  static void writeWorld(Community community, Appendable out) throws IOException {
    out.append("{\"organisations\":[");
    for (Organisation each : community.organisations()) {
      out.append(each.id() == 0 ? "\n" : ",\n");
      out.append("{\"id\":\"").append(organisation(each.id()));
      out.append("\",\"vouched\":").append(Boolean.toString(each.vouched()));
      out.append(",\"honeypot\":").append(Boolean.toString(each.honeypot()));
      out.append(",\"enrolledAt\":\"").append(instant(each.enrolledAt())).append("\"}");
    }
    out.append("],\n\"allowlist\":[");
    writeAll(community.allowlist(), "{\"range\":\"", "\",\"tier\":\"benign\"}", out);
    out.append("],\n\"shared\":[");
    writeAll(community.shared(), "\"", "\"", out);
    out.append("]}\n");
  }

  private static void writeAll(List<Prefix> ranges, String before, String after, Appendable out)
      throws IOException {
    for (Iterator<Prefix> left = ranges.iterator(); left.hasNext(); ) {
      out.append("\n").append(before).append(left.next().toString()).append(after);
      out.append(left.hasNext() ? "," : "");
    }
  }

  /** Returns the name an organisation has in a written stream. */
  static String organisation(int id) {
    return "o" + (id + 1);
  }

  static String instant(long second) {
    return BEGIN.plusSeconds(second).toString();
  }

  private static void write(Report report, Appendable out) throws IOException {
    out.append("{\"at\":\"").append(instant(report.at()));
    out.append("\",\"org\":\"").append(organisation(report.organisation()));
    out.append("\",\"agent\":\"a").append(Integer.toString(report.agent() + 1));
    out.append("\",\"asn\":").append(Integer.toString(report.asn()));
    out.append(",\"prefix\":\"p").append(Integer.toString(report.prefix()));
    out.append("\",\"ip\":\"").append(Community.toAddress(report.address()).toString());
    out.append("\",\"scenario\":\"").append(report.kind().scenario()).append("\"}\n");
  }

  private record Recording(Method kept, Appendable signals) implements Method {

    @Override
    public String name() {
      return kept.name();
    }

    @Override
    public void accept(Report report) {
      try {
        write(report, signals);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      kept.accept(report);
    }

    @Override
    public void advanceTo(long time) {
      kept.advanceTo(time);
    }

    @Override
    public boolean lists(int address) {
      return kept.lists(address);
    }

    @Override
    public boolean delivers(int address, int organisation) {
      return kept.delivers(address, organisation);
    }

    @Override
    public int[] deliveredTo(int organisation) {
      return kept.deliveredTo(organisation);
    }

    @Override
    public List<Change> drain() {
      return kept.drain();
    }

    @Override
    public long reviews() {
      return kept.reviews();
    }
  }
}
