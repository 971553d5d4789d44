package org.tocsin.console;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tocsin.consumer.Cut;
import org.tocsin.curation.Micro;
import org.tocsin.operator.ConsumerActs;
import org.tocsin.page.Form;
import org.tocsin.page.Refusal;

/**
 * A consumer that somebody wants.
 *
 * @param name what it is to be called
 * @param organisation whose scoped listings it also gets
 * @param cut which part of the list it gets
 */
record ConsumerForm(String name, OptionalLong organisation, Cut cut) {

  private static final int LONGEST_WORD = 20;
  private static final int MOST_SCENARIOS = 50;
  private static final int LONGEST_SCENARIOS = 5_000;

  static ConsumerForm of(Form form) {
    return new ConsumerForm(
        form.needed("name", ConsumerActs.LONGEST_NAME),
        form.text("organisation", LONGEST_WORD).isPresent()
            ? OptionalLong.of(form.number("organisation"))
            : OptionalLong.empty(),
        new Cut(
            families(form.text("families", LONGEST_WORD).orElse("both")),
            form.all("aggregated").contains("yes"),
            scenarios(form),
            most(form),
            score(form)));
  }

  private static Cut.Families families(String word) {
    return Arrays.stream(Cut.Families.values())
        .filter(one -> one.text().equals(word))
        .findFirst()
        .orElseThrow(() -> new Refusal(400, "'families' must be both, v4 or v6."));
  }

  private static List<String> scenarios(Form form) {
    List<String> globs =
        form.text("scenarios", LONGEST_SCENARIOS)
            .map(text -> List.of(text.split("[ ,]+")))
            .orElse(List.of());
    if (globs.size() > MOST_SCENARIOS || !globs.stream().allMatch(ConsumerActs::isGlob)) {
      throw new Refusal(
          400,
          "'scenarios' must be at most "
              + MOST_SCENARIOS
              + " names such as crowdsecurity/ssh-*, with blanks between them.");
    }
    return globs;
  }

  private static OptionalInt most(Form form) {
    if (form.text("maxEntries", LONGEST_WORD).isEmpty()) {
      return OptionalInt.empty();
    }
    long most = form.number("maxEntries");
    if (most < 1 || most > Integer.MAX_VALUE) {
      throw new Refusal(400, "'maxEntries' must be 1 or more.");
    }
    return OptionalInt.of((int) most);
  }

  private static OptionalLong score(Form form) {
    Optional<String> text = form.text("minimumScore", LONGEST_WORD);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.get().matches("[0-9]{1,7}(\\.[0-9]{1,2})?")) {
      BigDecimal score = new BigDecimal(text.get());
      if (score.signum() > 0 && score.compareTo(BigDecimal.valueOf(ConsumerActs.MOST_SCORE)) <= 0) {
        return OptionalLong.of(Micro.of(score));
      }
    }
    throw new Refusal(
        400,
        "'minimumScore' must be a number from 0.01 to "
            + ConsumerActs.MOST_SCORE
            + " with at most two decimals.");
  }
}
