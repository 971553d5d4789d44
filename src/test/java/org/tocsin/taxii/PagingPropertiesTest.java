package org.tocsin.taxii;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tocsin.consumer.Cut;

/** However a client pages and whatever is released meanwhile, it ends up with what there is. */
final class PagingPropertiesTest {

  private static final Cut ALL = Cut.ALL;

  /** A client that remembers the newest version of each object. */
  private static final class Client {
    private final int limit;
    private final Map<String, String> held = new TreeMap<>();
    private final List<String> got = new ArrayList<>();
    private Optional<String> next = Optional.empty();
    private Optional<String> addedAfter = Optional.empty();
    private Optional<String> last = Optional.empty();

    Client(int limit) {
      this.limit = limit;
    }

    /** Takes a page and returns whether there are more. */
    boolean page(Shelf shelf) throws IOException {
      MultiMap query = MultiMap.caseInsensitiveMultiMap().add("limit", Integer.toString(limit));
      next.ifPresent(text -> query.add("next", text));
      addedAfter.ifPresent(text -> query.add("added_after", text));
      Answer answer =
          Answer.of(
                  Part.of(shelf, ALL),
                  Optional.empty(),
                  Filters.of(query, Filters.OF_ALL),
                  PageJson.ENVELOPE)
              .orElseThrow();
      JsonNode envelope = new ObjectMapper().readTree(answer.body().getBytes());
      assertThat(envelope.path("objects").size()).isLessThanOrEqualTo(limit);
      for (JsonNode object : envelope.path("objects")) {
        got.add(object.path("id").textValue());
        held.put(
            object.path("id").textValue(),
            object.path("modified").textValue() + object.path("revoked").asBoolean());
      }
      last = Optional.ofNullable(answer.dates().get("X-TAXII-Date-Added-Last")).or(() -> last);
      next = Optional.ofNullable(envelope.path("next").textValue());
      assertThat(next.isPresent()).isEqualTo(envelope.path("more").asBoolean());
      return next.isPresent();
    }

    void beginPollWhereItStopped() {
      addedAfter = last;
      next = Optional.empty();
    }
  }

  private static Map<String, String> all(Shelf shelf) throws IOException {
    Client client = new Client(Filters.MOST);
    assertThat(client.page(shelf)).isFalse();
    return client.held;
  }

  @Property(tries = 200)
  void aQuietListIsCollectedExactlyOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int limit) throws IOException {
    Random random = new Random(seed);
    MadeUpList list = new MadeUpList();
    for (int i = random.nextInt(8); i >= 0; i--) {
      list.release(random);
    }
    Shelf shelf = list.shelf();
    Client client = new Client(limit);
    int pages = 1;
    while (client.page(shelf)) {
      pages++;
    }
    assertThat(client.held).isEqualTo(all(shelf));
    assertThat(client.got).doesNotHaveDuplicates().hasSize(shelf.size());
    assertThat(pages).isEqualTo((shelf.size() + limit - 1) / limit);
  }

  @Property(tries = 200)
  void nothingIsLostWhateverIsReleasedBetweenPagesAndPolls(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int limit) throws IOException {
    Random random = new Random(seed);
    MadeUpList list = new MadeUpList();
    Client client = new Client(limit);
    for (int poll = 0; poll < 3; poll++) {
      list.release(random);
      int releases = 6;
      while (client.page(list.shelf())) {
        if (releases > 0 && random.nextInt(3) == 0) {
          list.release(random);
          releases--;
        }
      }
      assertThat(client.held).as("after poll %d", poll).containsAllEntriesOf(all(list.shelf()));
      client.beginPollWhereItStopped();
    }
    assertThat(client.held.keySet()).isEqualTo(all(list.shelf()).keySet());
  }
}
