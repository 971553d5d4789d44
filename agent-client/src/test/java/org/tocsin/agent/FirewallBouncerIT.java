package org.tocsin.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's {@code crowdsec-firewall-bouncer} at a running agent, both in a network namespace that
 * the test makes and takes away, so that no rule of this machine is touched.
 */
@Timeout(240)
final class FirewallBouncerIT {
  private static final String PACKAGE = "crowdsec-firewall-bouncer";
  private static final String PORT = "2222";

  @TempDir private Path folder;
  private final Closing closing = new Closing();
  private NetworkNamespace guarded;
  private AgentProgram agent;
  private Path program;

  @BeforeEach
  void start() throws Exception {
    program = DebianPackage.unpacked(PACKAGE).resolve("usr/bin/" + PACKAGE);
    guarded = closing.add(NetworkNamespace.make());
    agent = closing.add(AgentProgram.start(folder, guarded.entering()));
  }

  @AfterEach
  void stop() throws Exception {
    closing.close();
  }

  private RunningProgram bouncer(String mode) throws Exception {
    String key = agent.command("bouncers", "add", "firewall", "-o", "raw");
    Path configuration =
        Files.writeString(
            folder.resolve("bouncer.yaml"),
            String.join(
                "\n",
                "mode: " + mode,
                "pid_dir: " + folder,
                "update_frequency: 1s",
                "daemonize: false",
                "log_mode: stdout",
                "log_dir: " + folder,
                "log_level: info",
                "api_url: " + agent.url(),
                "api_key: " + key,
                "deny_action: DROP",
                "supported_decisions_types: [ban]",
                "blacklists_ipv4: banned",
                "blacklists_ipv6: banned6",
                "ipset_type: nethash",
                "iptables_chains: [INPUT]",
                "nftables:",
                "  ipv4: {enabled: true, set-only: false, table: guard, chain: guard-chain}",
                "  ipv6: {enabled: true, set-only: false, table: guard6, chain: guard6-chain}",
                "prometheus: {enabled: false}",
                ""));
    return closing.add(
        new RunningProgram(
            folder.resolve("bouncer.out"),
            inside(program.toString(), "-c", configuration.toString())));
  }

  private List<String> inside(String... command) {
    return Stream.concat(guarded.entering().stream(), Stream.of(command)).toList();
  }

  private boolean inSet(String table, String set, String value) throws Exception {
    String family = table.equals("guard") ? "ip" : "ip6";
    Ran listed = guarded.run("nft", "list", "set", family, table, set);
    return listed.text().matches("(?s).*[\\s{,]" + value.replace(".", "\\.") + "[\\s,}].*");
  }

  private boolean isBanned(String address) throws Exception {
    return address.contains(":")
        ? inSet("guard6", "banned6", address)
        : inSet("guard", "banned", address);
  }

  private void need(String command) throws Exception {
    try {
      guarded.run(command, "--version").well();
    } catch (IOException | AssertionError e) {
      throw DebianPackage.skipping(PACKAGE, command + " is not to be had");
    }
  }

  @Test
  void fillsAndEmptiesTheSetsOfNftables() throws Exception {
    need("nft");
    agent.command("decisions", "add", "--ip", "45.93.1.1", "--duration", "1h");
    RunningProgram bouncer = bouncer("nftables");
    bouncer.await("a ban from before is there", () -> isBanned("45.93.1.1"));

    agent.command("decisions", "add", "--ip", "2a0b:f4c0::9", "--duration", "1h");
    agent.command("decisions", "add", "--ip", "45.93.1.2", "--duration", "6s");
    agent.wrongPasswords("45.93.1.3", 6);
    bouncer.await("an IPv6 ban is there", () -> isBanned("2a0b:f4c0::9"));
    bouncer.await("a short ban is there", () -> isBanned("45.93.1.2"));
    bouncer.await("an attacker is there", () -> isBanned("45.93.1.3"));
    bouncer.await("the short ban is gone", () -> !isBanned("45.93.1.2"));

    agent.command("decisions", "delete", "--ip", "45.93.1.1");
    agent.command("decisions", "delete", "--ip", "2a0b:f4c0::9");
    bouncer.await("a deleted ban is gone", () -> !isBanned("45.93.1.1"));
    bouncer.await("a deleted IPv6 ban is gone", () -> !isBanned("2a0b:f4c0::9"));
    assertThat(isBanned("45.93.1.3")).isTrue();
  }

  @Test
  void takesTwentyThousandAddresses() throws Exception {
    need("nft");
    Path list = folder.resolve("list.txt");
    List<String> addresses = Addresses.some(20_000);
    Files.write(list, addresses);
    agent.command("decisions", "import", "-i", list.toString(), "--duration", "1h");

    RunningProgram bouncer = bouncer("nftables");
    bouncer.await("all are there", () -> banned() == addresses.size());
    agent.command("decisions", "delete", "--all");
    bouncer.await("all are gone", () -> banned() == 0);
  }

  private int banned() throws Exception {
    String set = guarded.run("nft", "list", "set", "ip", "guard", "banned").text();
    return set.split("timeout [0-9]", -1).length - 1;
  }

  @Test
  void keepsBannedSourcesOutAndLetsOthersIn() throws Exception {
    need("nft");
    NetworkNamespace outside = closing.add(NetworkNamespace.make());
    guarded.connect(
        outside,
        List.of("45.93.1.254/24", "2a0b:f4c0::1/64"),
        List.of("45.93.1.1/24", "45.93.1.2/24", "2a0b:f4c0::9/64", "2a0b:f4c0::a/64"));
    Path door = folder.resolve("door.out");
    RunningProgram listening =
        closing.add(new RunningProgram(door, inside(knocking("listen", PORT))));
    listening.await("it listens", () -> listening.said().contains("listening"));
    assertThat(knock(outside, "45.93.1.1", "45.93.1.254")).isTrue();

    RunningProgram bouncer = bouncer("nftables");
    agent.command("decisions", "add", "--ip", "45.93.1.1", "--duration", "1h");
    agent.command("decisions", "add", "--ip", "2a0b:f4c0::9", "--duration", "1h");
    bouncer.await("the ban is there", () -> isBanned("45.93.1.1"));
    bouncer.await("the IPv6 ban is there", () -> isBanned("2a0b:f4c0::9"));

    assertThat(knock(outside, "45.93.1.1", "45.93.1.254")).isFalse();
    assertThat(knock(outside, "45.93.1.2", "45.93.1.254")).isTrue();
    assertThat(knock(outside, "2a0b:f4c0::9", "2a0b:f4c0::1")).isFalse();
    assertThat(knock(outside, "2a0b:f4c0::a", "2a0b:f4c0::1")).isTrue();

    agent.command("decisions", "delete", "--ip", "45.93.1.1");
    bouncer.await("the ban is gone", () -> !isBanned("45.93.1.1"));
    assertThat(knock(outside, "45.93.1.1", "45.93.1.254")).isTrue();
  }

  private static String[] knocking(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
    return Stream.concat(
            Stream.of(java, "-cp", classes, Knocking.class.getName()), Stream.of(arguments))
        .toArray(String[]::new);
  }

  private static boolean knock(NetworkNamespace from, String source, String at) throws Exception {
    return from.run(knocking("knock", source, at, PORT)).code() == 0;
  }

  @Test
  void fillsAndEmptiesTheSetsOfIpset() throws Exception {
    need("ipset");
    need("iptables");
    RunningProgram bouncer = bouncer("iptables");
    agent.command("decisions", "add", "--ip", "45.93.1.1", "--duration", "1h");
    agent.command("decisions", "add", "--ip", "2a0b:f4c0::9", "--duration", "1h");

    bouncer.await("the ban is there", () -> inIpset("banned", "45.93.1.1"));
    bouncer.await("the IPv6 ban is there", () -> inIpset("banned6", "2a0b:f4c0::9"));
    agent.command("decisions", "delete", "--all");
    bouncer.await("the ban is gone", () -> !inIpset("banned", "45.93.1.1"));
    bouncer.await("the IPv6 ban is gone", () -> !inIpset("banned6", "2a0b:f4c0::9"));
  }

  private boolean inIpset(String set, String address) throws Exception {
    return guarded.run("ipset", "test", set, address).code() == 0;
  }
}
