package org.tocsin.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tocsin.address.Address;
import org.tocsin.page.Refusal;
import org.tocsin.publication.ReleaseStory;

/**
 * A part of what joined, or of what left.
 *
 * @param items the part
 * @param next behind which address the rest begins, as it stands in a link
 */
record DifferencesPart(List<ReleaseStory.Difference> items, Optional<String> next) {

  private static final int ON_A_PAGE = 100;

  /** Reads a part behind the address that a link gave, or the first one. */
  static DifferencesPart of(
      String after,
      BiFunction<Optional<Address>, Integer, List<ReleaseStory.Difference>> differences) {
    Optional<Address> behind = Address.parse(after);
    if (behind.isEmpty() && !after.isEmpty()) {
      throw new Refusal(400, "This link is broken: it has no address where one must be.");
    }
    List<ReleaseStory.Difference> found = differences.apply(behind, ON_A_PAGE + 1);
    if (found.size() <= ON_A_PAGE) {
      return new DifferencesPart(found, Optional.empty());
    }
    List<ReleaseStory.Difference> part = found.subList(0, ON_A_PAGE);
    String last = part.get(ON_A_PAGE - 1).address().toString();
    return new DifferencesPart(part, Optional.of(URLEncoder.encode(last, StandardCharsets.UTF_8)));
  }
}
