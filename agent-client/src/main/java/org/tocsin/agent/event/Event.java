package org.tocsin.agent.event;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.expression.Pool;
import org.tocsin.agent.expression.Shape;
import org.tocsin.agent.expression.Shaped;
import org.tocsin.agent.expression.TextMap;

/** A log line, or an overflow, with all that the rules found out about it so far. */
public final class Event implements Shaped {
  /** What an event is. */
  public enum Kind {
    LOG,
    OVERFLOW
  }

  /** What alerts tell of the place of a source. */
  private static final List<String> PLACE =
      List.of("IsoCode", "ASNumber", "ASNNumber", "ASNOrg", "Latitude", "Longitude");

  /** What a kept event has in place of what nobody asks for; nobody therefore writes to it. */
  private static final TextMap NOTHING = new TextMap();

  private static final Line NO_LINE = new Line("", "", "", NOTHING);

  /** What an event takes without its content, and a place in a map. */
  private static final int OWN = 160;

  private static final int PLACE_IN_MAP = 4;

  /** What a line takes without its text, and a structured value of middling size. */
  private static final int LINE = 120;

  private static final int UNMARSHALED = 4096;

  private final Kind kind;
  private final boolean replayed;
  private final Line line;
  private final Overflow overflow;
  private TextMap parsed = new TextMap();
  private TextMap meta = new TextMap();
  private TextMap enriched = new TextMap();
  private Map<String, Object> unmarshaled = new HashMap<>(2);
  private Moment time;
  String stage = "";
  String strTime = "";
  String strTimeFormat = "";
  String marshaledTime = "";
  String whitelistReason = "";
  private boolean whitelisted;
  private boolean processed;
  int changes;

  private Event(Kind kind, boolean replayed, Line line, Overflow overflow, OffsetDateTime time) {
    this.kind = kind;
    this.replayed = replayed;
    this.line = line;
    this.overflow = overflow;
    this.time = new Moment(time);
  }

  private Event(Event from, Line line, Pool pool) {
    this.kind = from.kind;
    this.replayed = from.replayed;
    this.line = line;
    this.overflow = from.overflow;
    this.time = pool.remembered(from.time);
  }

  /**
   * A line that was read.
   *
   * @param replayed whether the time of the event is what its line says, not when it was read
   * @param now when it was read
   */
  public static Event of(Line line, boolean replayed, OffsetDateTime now) {
    return new Event(Kind.LOG, replayed, line, Overflow.NONE, now);
  }

  /** An overflow, which is an event of now whatever its lines were. */
  public static Event of(Overflow overflow, String marshaledTime, OffsetDateTime now) {
    Line none = new Line("", "", "", new TextMap());
    Event event = new Event(Kind.OVERFLOW, false, none, overflow, now);
    event.marshaledTime = marshaledTime;
    return event;
  }

  /** A copy that later changes to this event do not reach. */
  public Event snapshot() {
    Event copy = new Event(kind, replayed, line.copy(), overflow, time.time());
    copy.parsed = parsed.copy();
    copy.meta = meta.copy();
    copy.enriched = enriched.copy();
    copy.unmarshaled = Copies.of(unmarshaled);
    copy.stage = stage;
    copy.strTime = strTime;
    copy.strTimeFormat = strTimeFormat;
    copy.marshaledTime = marshaledTime;
    copy.whitelistReason = whitelistReason;
    copy.whitelisted = whitelisted;
    copy.processed = processed;
    return copy;
  }

  /**
   * What is worth keeping of it for a while: its meta, its time and what is known of the place of
   * its source, and of the rest what is asked for. An overflow is kept as it is.
   *
   * @param pool what equal values are shared with
   */
  public Event kept(Facets facets, Pool pool) {
    if (kind == Kind.OVERFLOW) {
      return this;
    }
    Event small = new Event(this, facets.line() ? line : NO_LINE, pool);
    small.parsed = facets.parsed() ? parsed.compact(pool) : NOTHING;
    small.meta = meta.compact(pool);
    small.enriched = facets.enriched() ? enriched.compact(pool) : place(pool);
    small.unmarshaled = facets.unmarshaled() ? unmarshaled : Map.of();
    small.stage = stage;
    small.strTime = facets.line() ? strTime : "";
    small.strTimeFormat = facets.line() ? strTimeFormat : "";
    small.marshaledTime = pool.shared(marshaledTime);
    small.processed = processed;
    return small;
  }

  private TextMap place(Pool pool) {
    TextMap known = new TextMap();
    for (String key : PLACE) {
      if (enriched.has(key)) {
        known.put(key, enriched.get(key));
      }
    }
    return known.size() == 0 ? NOTHING : known.compact(pool);
  }

  /** About how many bytes it takes once it is {@link #kept}, besides the texts in its maps. */
  public int bytes() {
    return OWN
        + PLACE_IN_MAP * (meta.places() + enriched.places() + parsed.places())
        + (line.raw().isEmpty() ? 0 : LINE + line.raw().length())
        + UNMARSHALED * unmarshaled.size();
  }

  /** How often rules changed it while they asked whether they want it. */
  public int changes() {
    return changes;
  }

  public Kind kind() {
    return kind;
  }

  public boolean replayed() {
    return replayed;
  }

  public Line line() {
    return line;
  }

  public Overflow overflow() {
    return overflow;
  }

  public TextMap parsed() {
    return parsed;
  }

  public TextMap meta() {
    return meta;
  }

  public TextMap enriched() {
    return enriched;
  }

  public Map<String, Object> unmarshaled() {
    return unmarshaled;
  }

  public Moment time() {
    return time;
  }

  /** Sets when the event happened. */
  public void happenedAt(OffsetDateTime when) {
    time = new Moment(when);
  }

  public String stage() {
    return stage;
  }

  public void moveTo(String next) {
    stage = next;
  }

  /** The layout in which the rules say the date is written; empty if none was said. */
  public String strTimeFormat() {
    return strTimeFormat;
  }

  public String strTime() {
    return strTime;
  }

  /** The time as text, which is the clock of buckets in replay. */
  public String marshaledTime() {
    return marshaledTime;
  }

  public boolean whitelisted() {
    return whitelisted;
  }

  public String whitelistReason() {
    return whitelistReason;
  }

  /** Takes the event out of what scenarios see; the first reason stays. */
  public void whitelist(String reason) {
    if (!whitelisted) {
      whitelisted = true;
      whitelistReason = reason;
    }
    if (kind == Kind.OVERFLOW) {
      overflow.whitelist();
    }
  }

  /** Whether it passed all stages. */
  public boolean processed() {
    return processed;
  }

  public void passed() {
    processed = true;
  }

  @Override
  public Shape<?> shape() {
    return EventShape.SHAPE;
  }
}
