package org.tocsin.agent.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.agent.decision.DurationText;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.rule.Section;

/**
 * What the agent is told about this machine.
 *
 * @param state the folder of all that it remembers
 * @param rules the folder of installed rules; without one that is there the starter rules are used
 * @param data the folder of the data files rules look into
 * @param acquisition files and folders that say where lines come from
 * @param profiles the file that says which alerts lead to which decisions
 * @param listen where bouncers find it, on this machine only
 * @param community how it takes part in a community
 * @param places the databases that know where addresses are
 */
public record AgentConfig(
    Path state,
    Path rules,
    Path data,
    List<Path> acquisition,
    Optional<Path> profiles,
    InetSocketAddress listen,
    Community community,
    Places places) {
  /** The folder of configuration where nothing else is said. */
  public static final Path USUAL_FOLDER = Path.of("/etc/tocsin-agent");

  private static final Path USUAL_STATE = Path.of("/var/lib/tocsin-agent");
  private static final int USUAL_PORT = 8085;
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  /**
   * How an agent takes part. Without credentials in its state folder it does not.
   *
   * @param share whether it tells what it saw
   * @param pull whether it adopts lists
   * @param pullEvery how often it asks for them
   * @param pushEvery how long signals wait for others to be sent with
   */
  public record Community(boolean share, boolean pull, Duration pullEvery, Duration pushEvery) {
    private static final Community USUAL =
        new Community(true, true, Duration.ofHours(2), Duration.ofSeconds(10));
  }

  /**
   * Databases in MaxMind's format, brought by the operator.
   *
   * @param city where addresses are
   * @param network whose network they belong to
   */
  public record Places(Optional<Path> city, Optional<Path> network) {}

  /**
   * Reads the file; a relative path in it begins at its folder.
   *
   * @throws org.tocsin.agent.rule.RuleRefused naming file, line and key of a mistake
   */
  public static AgentConfig read(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(USUAL_FOLDER);
    List<Section> documents;
    try {
      documents = new RuleFile(file.toString(), Files.readString(file)).documents();
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file + ": there is no such file");
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": is not UTF-8 text", e);
    }
    Section section =
        documents.isEmpty()
            ? new RuleFile(file.toString(), "{}").documents().get(0)
            : documents.get(0);
    return of(section, folder);
  }

  private static AgentConfig of(Section section, Path folder) {
    section.only(
        Set.of(
            "state", "rules", "data", "acquisition", "profiles", "listen", "community", "places"));
    Path state = path(section, "state", folder).orElse(USUAL_STATE);
    Path rules = path(section, "rules", folder).orElse(folder);
    List<Path> acquisition =
        section.has("acquisition")
            ? section.texts("acquisition").stream().map(folder::resolve).toList()
            : List.of(folder.resolve("acquis.yaml"), folder.resolve("acquis.d"));
    return new AgentConfig(
        state,
        rules,
        path(section, "data", folder).orElse(rules.resolve("data")),
        acquisition,
        path(section, "profiles", folder),
        listen(section),
        community(section),
        places(section, folder));
  }

  private static Optional<Path> path(Section section, String key, Path folder) {
    return section.text(key).map(folder::resolve);
  }

  private static InetSocketAddress listen(Section section) {
    String text = section.text("listen").orElse("127.0.0.1:" + USUAL_PORT);
    int colon = text.lastIndexOf(':');
    try {
      InetAddress address = InetAddress.getByName(text.substring(0, Math.max(0, colon)));
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon <= 0 || port < 0 || port > 65_535) {
        throw section.refuse("listen", "expected ADDRESS:PORT, such as 127.0.0.1:8085");
      }
      if (!address.isLoopbackAddress()) {
        throw section.refuse(
            "listen", "bouncers are answered on this machine only; give a loopback address");
      }
      // Without a host name, so that it prints as the address that it is.
      return new InetSocketAddress(InetAddress.getByAddress(address.getAddress()), port);
    } catch (UnknownHostException | NumberFormatException e) {
      throw section.refuse("listen", "expected ADDRESS:PORT, such as 127.0.0.1:8085");
    }
  }

  private static Community community(Section section) {
    Optional<Section> own = section.section("community");
    if (own.isEmpty()) {
      return Community.USUAL;
    }
    Section terms = own.get().only(Set.of("share", "pull", "pull_every", "push_every"));
    return new Community(
        !terms.has("share") || terms.flag("share"),
        !terms.has("pull") || terms.flag("pull"),
        interval(terms, "pull_every", Community.USUAL.pullEvery()),
        interval(terms, "push_every", Community.USUAL.pushEvery()));
  }

  private static Duration interval(Section section, String key, Duration usual) {
    return section
        .text(key)
        .map(
            text ->
                DurationText.parse(text)
                    .filter(found -> found.compareTo(SHORTEST_INTERVAL) >= 0)
                    .orElseThrow(() -> section.refuse(key, "expected a duration from 1s on")))
        .orElse(usual);
  }

  private static Places places(Section section, Path folder) {
    Optional<Section> own = section.section("places");
    own.ifPresent(found -> found.only(Set.of("city", "network")));
    return new Places(
        own.flatMap(found -> path(found, "city", folder)),
        own.flatMap(found -> path(found, "network", folder)));
  }
}
