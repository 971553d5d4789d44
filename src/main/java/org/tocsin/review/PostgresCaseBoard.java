package org.tocsin.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.tocsin.curation.Trigger;

/** The queue in PostgreSQL, by its partial indexes. No question reads more than a bounded part. */
@ApplicationScoped
final class PostgresCaseBoard implements CaseBoard {

  /** How many of the newest decisions of a kind are looked at for similar ones. */
  private static final int LOOKED_AT = 10_000;

  private static final String WAITING =
      """
      select (select count(*) from (
                select 1 from review_case where state = 'open' and kind = ? limit ?) as counted),
             (select min(opened_at) from review_case where state = 'open' and kind = ?)
      """;

  private static final String NEWEST =
      """
      (select * from review_case where kind = ? and decided_by is not null and id <> ?
        order by decided_at desc, id desc limit %d) as newest
      where triggers && string_to_array(?, ',') %s
      order by decided_at desc, id desc limit ?
      """
          .formatted(LOOKED_AT, "%s");

  /** The subject is an address or a range wherever this is asked. */
  private static final String NEAR =
      "or subject::inet && (select set_masklen(it, least(masklen(it), case family(it) when 4 then 24"
          + " else 64 end)) from (select ?::inet as it) about)";

  private final DataSource dataSource;
  private final PostgresCases cases;

  PostgresCaseBoard(DataSource dataSource, PostgresCases cases) {
    this.dataSource = dataSource;
    this.cases = cases;
  }

  @Override
  public List<Waiting> waiting() {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(WAITING)) {
      List<Waiting> all = new ArrayList<>();
      for (ReviewCase.Kind kind : ReviewCase.Kind.values()) {
        select.setString(1, kind.text());
        select.setInt(2, COUNTED + 1);
        select.setString(3, kind.text());
        try (ResultSet row = select.executeQuery()) {
          row.next();
          int open = row.getInt(1);
          all.add(
              new Waiting(
                  kind,
                  Math.min(open, COUNTED),
                  open > COUNTED,
                  Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant)));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException("the cases could not be counted", e);
    }
  }

  @Override
  public List<ReviewCase> open(
      Optional<ReviewCase.Kind> kind, Optional<Trigger> trigger, long after, int limit) {
    List<String> conditions = new ArrayList<>(List.of("state = 'open'"));
    List<Object> arguments = new ArrayList<>();
    kind.ifPresent(
        wanted -> {
          conditions.add("kind = ?");
          arguments.add(wanted.text());
        });
    trigger.ifPresent(
        wanted -> {
          conditions.add("triggers @> array[?]::text[]");
          arguments.add(wanted.id());
        });
    return cases.byUrgency(conditions, arguments, after, limit);
  }

  @Override
  public List<ReviewCase> similar(ReviewCase about, int limit) {
    String triggers = String.join(",", about.triggers().stream().map(Trigger::id).toList());
    List<Object> arguments = new ArrayList<>(List.of(about.kind().text(), about.id(), triggers));
    boolean somewhere =
        switch (about.kind()) {
          case ADDRESS, APPEAL, RANGE -> true;
          case ORGANISATION, RUN -> false;
        };
    if (somewhere) {
      arguments.add(about.subject());
    }
    arguments.add(limit);
    return cases.selectFrom(NEWEST.formatted(somewhere ? NEAR : ""), arguments.toArray());
  }

  @Override
  public List<ReviewCase> about(String address, int limit) {
    return cases.select(
        " where kind in ('address', 'appeal') and subject = ? order by id desc limit ?",
        address,
        limit);
  }
}
