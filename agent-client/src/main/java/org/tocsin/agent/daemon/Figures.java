package org.tocsin.agent.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tocsin.agent.acquisition.Counted;
import org.tocsin.agent.community.Community;
import org.tocsin.agent.decision.AdoptedList;
import org.tocsin.agent.decision.Decisions;

/** All that an agent counts, as Prometheus reads it. */
final class Figures {
  private final LineDesk lines;
  private final AlertDesk alerts;
  private final Decisions decisions;
  private final Membership membership;
  private volatile Supplier<List<Counted>> sources = List::of;

  Figures(LineDesk lines, AlertDesk alerts, Decisions decisions, Membership membership) {
    this.lines = lines;
    this.alerts = alerts;
    this.decisions = decisions;
    this.membership = membership;
  }

  /** From now on these sources are counted too. */
  void counting(Supplier<List<Counted>> counted) {
    sources = counted;
  }

  String text() {
    MetricsText text = new MetricsText();
    sources(text);
    text.counter(
            "tocsin_agent_lines_taken_total", "Lines that went through the rules.", lines.lines())
        .counter(
            "tocsin_agent_events_understood_total",
            "Lines that the rules understood.",
            lines.understood())
        .counter(
            "tocsin_agent_events_whitelisted_total",
            "Lines that the rules whitelisted.",
            lines.whitelisted())
        .counter(
            "tocsin_agent_lines_costly_total",
            "Lines of which some patterns saw only the beginning, because they were made to be costly.",
            lines.costlyLines())
        .gauge("tocsin_agent_buckets_live", "Buckets that are filling.", lines.liveBuckets())
        .gauge(
            "tocsin_agent_buckets_bytes",
            "What buckets take of the memory, by an estimate that is rather too high.",
            lines.bucketBytes())
        .counter(
            "tocsin_agent_buckets_evicted_total",
            "Buckets that had to go because there were too many.",
            lines.evictedBuckets());
    alerts(text);
    text.gauge("tocsin_agent_decisions_active", "Own decisions in force.", decisions.active())
        .counter(
            "tocsin_agent_alerts_lost_total",
            "Alerts that could not be written down for too long.",
            decisions.lost());
    membership.status().ifPresent(status -> community(text, status));
    return text.toString();
  }

  private void sources(MetricsText text) {
    List<Counted> counted = sources.get();
    text.add(
            "tocsin_agent_source_lines_total",
            "counter",
            "Lines that were read.",
            by(counted, Counted::lines))
        .add(
            "tocsin_agent_source_bytes_total",
            "counter",
            "Bytes that were read.",
            by(counted, Counted::bytes))
        .add(
            "tocsin_agent_source_lines_cut_total",
            "counter",
            "Lines that were cut because of their length.",
            by(counted, Counted::cut))
        .add(
            "tocsin_agent_source_lines_dropped_total",
            "counter",
            "Lines and messages that could not be used.",
            by(counted, Counted::dropped));
  }

  private static Map<String, Long> by(List<Counted> counted, Function<Counted, Long> figure) {
    Map<String, Long> values = new LinkedHashMap<>();
    counted.forEach(
        one ->
            values.merge(
                MetricsText.labels("source", one.name(), "module", one.module()),
                figure.apply(one),
                Long::sum));
    return values;
  }

  private void alerts(MetricsText text) {
    Map<String, Long> values = new LinkedHashMap<>();
    alerts
        .alerts()
        .forEach((name, count) -> values.put(MetricsText.labels("scenario", name), count));
    text.add("tocsin_agent_alerts_total", "counter", "Alerts by scenario.", values)
        .counter(
            "tocsin_agent_overflows_whitelisted_total",
            "Overflows that rules whitelisted.",
            alerts.whitelisted())
        .counter(
            "tocsin_agent_alerts_allowed_total",
            "Alerts about whom nothing is decided.",
            alerts.allowed())
        .counter(
            "tocsin_agent_signals_made_total",
            "Alerts the community is told of.",
            membership.told());
  }

  private void community(MetricsText text, Community.Status status) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    Map<String, Long> ends = new LinkedHashMap<>();
    for (AdoptedList list : membership.lists()) {
      sizes.put(MetricsText.labels("list", list.name()), (long) list.size());
      ends.put(MetricsText.labels("list", list.name()), list.until().getEpochSecond());
    }
    text.add("tocsin_agent_list_entries", "gauge", "Entries of adopted lists.", sizes)
        .add(
            "tocsin_agent_list_until_seconds",
            "gauge",
            "When a list counts no more unless it is confirmed, in seconds since 1970.",
            ends)
        .gauge("tocsin_agent_list_serial", "The release that is held.", status.serial().orElse(0L))
        .gauge(
            "tocsin_agent_list_problem",
            "1 if the last pull did not go well.",
            status.problem().isPresent() ? 1 : 0)
        .gauge("tocsin_agent_signals_waiting", "Signals not yet sent.", status.waiting())
        .counter("tocsin_agent_signals_sent_total", "Signals the server took.", status.sent())
        .counter(
            "tocsin_agent_signals_lost_total", "Signals that will not be sent.", status.lost());
  }
}
