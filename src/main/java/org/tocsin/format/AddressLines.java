package org.tocsin.format;

/** The formats that are one address or prefix a line and nothing else that could vary. */
final class AddressLines {

  private AddressLines() {}

  /** Returns the rendering that writes this text after each address. */
  static Rendering each(String after) {
    TextRendering lines =
        (release, out) -> {
          for (Listed entry : release.entries()) {
            out.write(entry.address().toString());
            out.write(after);
          }
        };
    return lines.encoded();
  }

  /** Returns the rendering that writes the fewest prefixes, a single address without its length. */
  static Rendering aggregated() {
    TextRendering lines =
        (release, out) ->
            Aggregation.of(
                release.entries(),
                prefix -> {
                  out.write(Aggregation.text(prefix));
                  out.write('\n');
                });
    return lines.encoded();
  }
}
