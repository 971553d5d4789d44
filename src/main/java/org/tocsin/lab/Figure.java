package org.tocsin.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One column of the result, the same in the terminal, in Markdown and on the page. */
enum Figure {
  VICTIMS(Group.LIES, "victims", "on global", Form.COUNT, Metrics::victims),
  VICTIMS_SCOPED(Group.LIES, "victims", "on scoped", Form.COUNT, Metrics::victimsScoped),
  HARM(Group.LIES, "harm pairs", "peak", Form.FINE_SHARE, Metrics::harm),
  USERS(Group.LIES, "users", "on global", Form.COUNT, Metrics::users),
  USERS_SCOPED(Group.LIES, "users", "on scoped", Form.COUNT, Metrics::usersScoped),
  CRAWLERS(Group.LIES, "crawlers", "+ monitors", Form.COUNT, Metrics::crawlers),
  CRAWLERS_SCOPED(Group.LIES, "the same", "on scoped", Form.COUNT, Metrics::crawlersScoped),
  EGRESSES(Group.LIES, "shared", "egresses", Form.COUNT, Metrics::sharedEgresses),
  EGRESSES_SCOPED(Group.LIES, "the same", "on scoped", Form.COUNT, Metrics::sharedEgressesScoped),
  LIARS(Group.LIES, "liars", "contradicted", Form.COUNT, Metrics::liarsContradicted),
  HONEST(Group.LIES, "honest", "contradicted", Form.COUNT, Metrics::honestContradicted),

  COVERAGE(Group.WORTH, "first-contact", "coverage", Form.SHARE, Metrics::coverage),
  RECALL(Group.WORTH, "recall", "global", Form.SHARE, Metrics::globalRecall),
  RECALL_ANY(Group.WORTH, "recall", "any tier", Form.SHARE, Metrics::anyRecall),
  PRECISION(Group.WORTH, "precision", "global", Form.SHARE, Metrics::globalPrecision),
  PRECISION_SCOPED(Group.WORTH, "precision", "scoped", Form.SHARE, Metrics::scopedPrecision),
  SIZE(Group.WORTH, "size", "mean", Form.COUNT, Metrics::size),

  PUBLISH_MEDIAN(Group.PACE, "publish", "p50 h", Form.HOURS, Metrics::publishMedian),
  PUBLISH_TAIL(Group.PACE, "publish", "p95 h", Form.HOURS, Metrics::publishTail),
  REMOVE_MEDIAN(Group.PACE, "remove", "p50 h", Form.HOURS, Metrics::removeMedian),
  REMOVE_TAIL(Group.PACE, "remove", "p95 h", Form.HOURS, Metrics::removeTail),
  REMOVE_GLOBAL_TAIL(Group.PACE, "from global", "p95 h", Form.HOURS, Metrics::globalRemoveTail),
  CHURN(Group.PACE, "churn", "per day", Form.FINE, Metrics::churn),
  REVIEWS(Group.PACE, "reviews", "per day", Form.HOURS, Metrics::reviewsPerDay),
  PROCESSOR(Group.PACE, "CPU s", "per 1 M", Form.HOURS, Metrics::secondsPerMillion);

  /** What a table is about. */
  enum Group {
    LIES("What lies reach"),
    WORTH("What the list is worth"),
    PACE("How fast, and at what cost");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    List<Figure> figures() {
      return Arrays.stream(Figure.values()).filter(each -> each.group == this).toList();
    }
  }

  private enum Form {
    COUNT("%.0f"),
    SHARE("%.3f"),
    FINE_SHARE("%.4f"),
    FINE("%.2f"),
    HOURS("%.1f");

    private final String pattern;

    Form(String pattern) {
      this.pattern = pattern;
    }
  }

  private static final String NOTHING = "–";

  private final Group group;
  private final String name;
  private final String detail;
  private final Form form;

  @SuppressWarnings("ImmutableEnumChecker") // a reference to a method, which has no state
  private final ToDoubleFunction<Metrics> value;

  Figure(Group group, String name, String detail, Form form, ToDoubleFunction<Metrics> value) {
    this.group = group;
    this.name = name;
    this.detail = detail;
    this.form = form;
    this.value = value;
  }

  /** Returns the first line of its heading. */
  String nameLine() {
    return name;
  }

  /** Returns the second line of its heading. */
  String detailLine() {
    return detail;
  }

  double of(Metrics metrics) {
    return value.applyAsDouble(metrics);
  }

  /** Returns its value as text, a dash for a share or quantile of nothing. */
  String text(Metrics metrics) {
    return text(of(metrics));
  }

  String text(double number) {
    return Double.isFinite(number) ? String.format(Locale.ROOT, form.pattern, number) : NOTHING;
  }
}
