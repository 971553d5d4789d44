package org.tocsin.agent.daemon;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tocsin.agent.acquisition.Acquisition;
import org.tocsin.agent.acquisition.AcquisitionConfig;
import org.tocsin.agent.community.Community;
import org.tocsin.agent.community.Notice;
import org.tocsin.agent.decision.BouncerServer;
import org.tocsin.agent.decision.Decisions;
import org.tocsin.agent.decision.Profiles;
import org.tocsin.agent.decision.SqliteBouncers;
import org.tocsin.agent.decision.SqliteStore;
import org.tocsin.agent.expression.Language;
import org.tocsin.agent.hub.AgentFolder;
import org.tocsin.agent.hub.StarterRules;
import org.tocsin.agent.pipeline.DataFolder;
import org.tocsin.agent.pipeline.Engine;
import org.tocsin.agent.pipeline.RuleSet;
import org.tocsin.agent.rule.RuleFile;
import org.tocsin.agent.vocabulary.DataFiles;
import org.tocsin.agent.vocabulary.Stashes;
import org.tocsin.agent.vocabulary.Vocabulary;

/**
 * An agent at work, from when it is started until it is closed. What it had taken in by then is
 * decided and written down, and will be sent; the next one goes on where it stopped.
 */
public final class RunningAgent implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(500);

  /** Time, decisions, bouncers, lists and signals: none waits for another. */
  private static final int THREADS = 5;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final AgentConfig config;
  private final World world;
  private InetSocketAddress address = new InetSocketAddress(0);

  /**
   * What an agent needs of the world around it.
   *
   * @param clock the wall clock
   * @param random draws names and waits
   * @param notes is told what operators should read
   * @param userAgent what it calls itself to servers
   * @param memory how many bytes the program may take
   */
  public record World(
      InstantSource clock,
      SecureRandom random,
      Consumer<String> notes,
      String userAgent,
      long memory) {}

  private RunningAgent(AgentConfig config, World world) {
    this.config = config;
    this.world = world;
  }

  /**
   * Starts an agent; when this returns it reads, decides and answers.
   *
   * @throws IOException saying what it needs and does not have
   */
  public static RunningAgent start(AgentConfig config, World world) throws IOException {
    RunningAgent agent = new RunningAgent(config, world);
    try {
      agent.begin();
      return agent;
    } catch (IOException | RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  /** Where bouncers find it. */
  public InetSocketAddress address() {
    return address;
  }

  private void begin() throws IOException {
    keep(StateFolder.hold(config.state()));
    List<AcquisitionConfig> sources = sources();
    RuleSet rules = RuleSet.installed(new AgentFolder(config.rules()), StarterRules.read());
    Membership membership = new Membership(community(rules), config.community());
    SqliteStore store = keep(SqliteStore.open(config.state()));
    Decisions decisions =
        new Decisions(
            store, new Decisions.World(world.clock(), this::name, membership, world.notes()));
    AlertDesk alerts =
        new AlertDesk(
            decisions,
            profiles(decisions),
            Simulation.read(config.rules()),
            membership::tell,
            world.notes());
    LineDesk lines = new LineDesk(engine(rules, membership), alerts);
    Figures figures = new Figures(lines, alerts, decisions, membership);
    BouncerServer server = answer(decisions, store, figures::text);
    address = server.address();
    Schedule schedule = keep(new Schedule(THREADS, world.clock(), world.notes()));
    Acquisition acquisition =
        keep(Acquisition.start(sources, config.state(), lines, world.notes(), world.clock()));
    figures.counting(acquisition::counted);
    schedule.every("keeping time", TICK, lines::tick);
    schedule.every("keeping decisions", TICK, decisions::tick);
    schedule.every("knowing bouncers", TICK, server::refresh);
    membership.keepUp(schedule);
  }

  /** What was opened last is closed first. */
  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private List<AcquisitionConfig> sources() {
    List<AcquisitionConfig> sources = new ArrayList<>();
    for (Path path : config.acquisition()) {
      if (Files.exists(path)) {
        sources.addAll(AcquisitionConfig.read(path));
      }
    }
    if (sources.isEmpty()) {
      world.notes().accept("nothing is read: there is no source in " + config.acquisition());
    }
    return sources;
  }

  private Optional<Community> community(RuleSet rules) throws IOException {
    AgentConfig.Community terms = config.community();
    Community.Settings settings =
        Community.Settings.usual(config.state()).every(terms.pullEvery(), terms.pushEvery());
    Optional<Community> community =
        Community.open(
            settings,
            new Community.Around(
                world.clock(),
                world.random(),
                this::tell,
                rules::scenarioNames,
                world.userAgent()));
    if (community.isEmpty()) {
      world.notes().accept("not enrolled: nothing is shared and no list adopted");
    }
    return community;
  }

  private void tell(Notice notice) {
    world.notes().accept(notice.text());
  }

  private Engine engine(RuleSet rules, Membership membership) throws IOException {
    PlaceDatabases places =
        keep(
            PlaceDatabases.open(
                config.places(), asked -> membership.listing(asked, world.clock().instant())));
    return Engine.load(
        rules,
        new Engine.World(
            new DataFolder(config.data()).files(),
            places,
            world.clock(),
            world.memory(),
            world.notes()));
  }

  private Profiles profiles(Decisions decisions) throws IOException {
    Path file = config.profiles().orElse(config.rules().resolve("profiles.yaml"));
    boolean isThere = config.profiles().isPresent() || Files.exists(file);
    RuleFile read =
        isThere ? new RuleFile(file.toString(), Files.readString(file)) : Profiles.STANDARD;
    Language functions =
        Language.of(
            Vocabulary.over(new DataFiles(name -> Optional.empty()), new Stashes(world.clock())));
    return Profiles.load(read, functions, decisions::count, this::name, world.notes());
  }

  private String name() {
    byte[] bytes = new byte[16];
    world.random().nextBytes(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    java.nio.ByteBuffer halves = java.nio.ByteBuffer.wrap(bytes);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  private BouncerServer answer(Decisions decisions, SqliteStore store, Supplier<String> figures)
      throws IOException {
    try {
      return keep(
          BouncerServer.start(config.listen(), decisions, new SqliteBouncers(store), figures));
    } catch (BindException e) {
      throw new IOException(
          "something else listens on " + config.listen() + "; say another place under listen", e);
    }
  }

  /** Stops reading first, then writes down what is left. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        world.notes().accept("while stopping: " + e);
      }
    }
  }
}
