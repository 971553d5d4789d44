package org.tocsin.taxii;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * A page as it is sent.
 *
 * @param body its bytes
 * @param dates headers that say when the first and the last of its objects were added
 * @param serial the release that it is of
 */
record Answer(Buffer body, Map<String, String> dates, long serial) {

  /** Copies the map. */
  Answer {
    dates = Map.copyOf(dates);
  }

  /**
   * Returns the page that a client asks for, empty if there is no such object.
   *
   * @param id the only object that is asked for
   */
  static Optional<Answer> of(Part part, Optional<StixId> id, Filters filters, PageJson form) {
    if (id.isPresent() && !part.has(id.get())) {
      return Optional.empty();
    }
    Shelf shelf = part.shelf();
    Part.Page page = part.page(filters);
    Map<String, String> dates =
        page.objects().isEmpty()
            ? Map.of()
            : Map.of(
                "X-TAXII-Date-Added-First",
                TaxiiTime.text(shelf.place(page.objects().get(0)).added()),
                "X-TAXII-Date-Added-Last",
                TaxiiTime.text(shelf.place(page.last()).added()));
    return Optional.of(new Answer(Buffer.buffer(form.of(shelf, page)), dates, shelf.serial()));
  }
}
