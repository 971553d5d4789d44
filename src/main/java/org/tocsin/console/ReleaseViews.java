package org.tocsin.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tocsin.page.Refusal;
import org.tocsin.publication.ParkedChanges;
import org.tocsin.publication.ReleaseStory;
import org.tocsin.release.ReleaseRecords;
import org.tocsin.release.Releases;
import org.tocsin.release.SignedHead;
import org.tocsin.review.Curation;

/** What the pages about releases show. Joins the caller's transaction. */
@ApplicationScoped
class ReleaseViews {

  private static final int ON_A_PAGE = 25;

  /** So long everything is kept that going back needs. */
  private static final Duration REACHES_BACK = Duration.ofDays(7);

  /**
   * The list of releases.
   *
   * @param rows a part of it, the newest first
   * @param next before which serial the rest begins
   * @param head what is handed out
   * @param stillAt the release at which the list stands still
   * @param parked what waits for a person
   * @param decides whether the visitor may decide
   */
  record Listed(
      List<ReleaseRow> rows,
      Optional<Long> next,
      Optional<HeadView> head,
      Optional<Long> stillAt,
      Optional<ParkedView> parked,
      boolean decides) {}

  /**
   * The head that is handed out.
   *
   * @param serial its release
   * @param issuedAt when it was signed
   * @param age how long ago
   * @param expiresAt from when on nobody may believe it
   */
  record HeadView(long serial, Instant issuedAt, String age, Instant expiresAt) {}

  /**
   * One release.
   *
   * @param row the release
   * @param joined what joined
   * @param left what left
   * @param stillAt the release at which the list stands still
   * @param reachable whether one can go back to it
   * @param decides whether the visitor may
   */
  record Shown(
      ReleaseRow row,
      DifferencesPart joined,
      DifferencesPart left,
      Optional<Long> stillAt,
      boolean reachable,
      boolean decides) {}

  /**
   * What waits for a person.
   *
   * @param parked how much, and why
   * @param joining what would join
   * @param leaving what would leave
   * @param decides whether the visitor may decide
   */
  record Waiting(
      Optional<ParkedView> parked,
      DifferencesPart joining,
      DifferencesPart leaving,
      boolean decides) {}

  private final ReleaseStory story;
  private final ReleaseRecords records;
  private final Releases releases;
  private final ParkedChanges parked;
  private final Curation curation;
  private final InstantSource clock;

  ReleaseViews(
      ReleaseStory story,
      ReleaseRecords records,
      Releases releases,
      ParkedChanges parked,
      Curation curation,
      InstantSource clock) {
    this.story = story;
    this.records = records;
    this.releases = releases;
    this.parked = parked;
    this.curation = curation;
    this.clock = clock;
  }

  Listed listed(long before, OptionalLong stillAt, boolean decides) {
    List<ReleaseStory.Told> found =
        story.newest(before > 0 ? before : Long.MAX_VALUE, ON_A_PAGE + 1);
    boolean more = found.size() > ON_A_PAGE;
    List<ReleaseStory.Told> part = more ? found.subList(0, ON_A_PAGE) : found;
    return new Listed(
        rows(part),
        more ? Optional.of(part.get(ON_A_PAGE - 1).serial()) : Optional.empty(),
        head(),
        boxed(stillAt),
        waiting(),
        decides);
  }

  private static Optional<Long> boxed(OptionalLong number) {
    return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
  }

  private List<ReleaseRow> rows(List<ReleaseStory.Told> part) {
    if (part.isEmpty()) {
      return List.of();
    }
    long from = part.get(part.size() - 1).serial();
    long upTo = part.get(0).serial();
    Map<Long, ReleaseRecords.Kept> files =
        records.files(from, upTo).stream()
            .collect(Collectors.toMap(ReleaseRecords.Kept::serial, Function.identity()));
    Map<Long, List<ReleaseRecords.Look>> looks =
        records.looks(from, upTo).stream()
            .collect(Collectors.groupingBy(ReleaseRecords.Look::serial));
    return part.stream()
        .map(
            told ->
                new ReleaseRow(
                    told,
                    Optional.ofNullable(files.get(told.serial())),
                    looks.getOrDefault(told.serial(), List.of())))
        .toList();
  }

  private Optional<HeadView> head() {
    return releases
        .served()
        .map(SignedHead::head)
        .map(
            head ->
                new HeadView(
                    head.serial(),
                    head.issuedAt(),
                    age(Duration.between(head.issuedAt(), clock.instant())),
                    head.expiresAt()));
  }

  private static String age(Duration age) {
    return age.toMinutes() < 1 ? "under a minute" : age.toMinutes() + " minutes";
  }

  private Optional<ParkedView> waiting() {
    return parked
        .waiting()
        .map(
            waiting -> {
              long listed =
                  story.newest(Long.MAX_VALUE, 1).stream()
                      .mapToLong(told -> (long) told.v4() + told.v6())
                      .sum();
              return ParkedView.of(waiting, curation.book().rules().policy().breaker(), listed);
            });
  }

  Shown shown(
      long serial, String joinedAfter, String leftAfter, OptionalLong stillAt, boolean decides) {
    ReleaseStory.Told told = story.find(serial).orElseThrow(() -> Refusal.notFound("release"));
    return new Shown(
        rows(List.of(told)).get(0),
        DifferencesPart.of(
            joinedAfter, (after, most) -> story.differences(serial, true, after, most)),
        DifferencesPart.of(
            leftAfter, (after, most) -> story.differences(serial, false, after, most)),
        boxed(stillAt),
        !told.issuedAt().isBefore(clock.instant().minus(REACHES_BACK)),
        decides);
  }

  Waiting waiting(String joiningAfter, String leavingAfter, boolean decides) {
    return new Waiting(
        waiting(),
        DifferencesPart.of(joiningAfter, (after, most) -> parked.differences(true, after, most)),
        DifferencesPart.of(leavingAfter, (after, most) -> parked.differences(false, after, most)),
        decides);
  }
}
