package org.tocsin.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.address.Address;
import org.tocsin.format.Shell.Answer;

/** The programs that read the files, where they are installed. */
final class ConsumersTest {

  private static final String ELEMENT = "[0-9a-f]*[.:][0-9a-f.:]*(?:/[0-9]+)?";

  @TempDir Path folder;

  @Test
  void nftFillsItsSetsWithTheSmallestPrefixesAndMayDoSoAgain() throws Exception {
    Answer answer =
        nft().run("nft -c -f list; nft -f list; nft -f list; nft list table inet tocsin");

    assertThat(answer.exit()).as(answer.output()).isZero();
    assertThat(Pattern.compile(ELEMENT).matcher(answer.output()).results().map(m -> m.group()))
        .containsExactlyElementsOf(
            Releases.text(Format.CIDR::write, Releases.mixed()).lines().toList());
  }

  @Test
  void nftTakesAnEmptyListAndLeavesTheOperatorsChains() throws Exception {
    Answer answer =
        nft()
            .holding(
                "chain",
                """
                table inet tocsin {
                  chain incoming {
                    type filter hook input priority -10;
                    ip saddr @v4 drop
                    ip6 saddr @v6 drop
                  }
                }
                """)
            .run("nft -f list; nft -f chain; nft -f empty; nft list table inet tocsin");

    assertThat(answer.exit()).as(answer.output()).isZero();
    assertThat(answer.output()).contains("ip saddr @v4 drop").doesNotContain("elements");
  }

  @Test
  void nftRefusesATornFileAndKeepsWhatItHas() throws Exception {
    String text = Releases.text(Format.NFTABLES::write, Releases.mixed());
    Answer answer =
        nft()
            .holding("torn", text.substring(0, text.lastIndexOf('}')))
            .run("nft -f list; nft -f torn 2>&1 && exit 9; nft list set inet tocsin v4");

    assertThat(answer.exit()).as(answer.output()).isZero();
    assertThat(answer.output()).contains("syntax error").contains("217.0.0.200");
  }

  private Shell nft() throws IOException, InterruptedException {
    return Shell.with("nft", folder)
        .isolated("nft list tables")
        .holding("list", Releases.text(Format.NFTABLES::write, Releases.mixed()))
        .holding("empty", Releases.text(Format.NFTABLES::write, Releases.empty()));
  }

  @Test
  void ipsetHoldsExactlyTheListAndMayBeFilledAgain() throws Exception {
    Answer answer =
        ipset()
            .run(
                "ipset restore < list; ipset restore < list;"
                    + " ipset list tocsin4; ipset list tocsin6; ipset list -n");

    assertThat(answer.exit()).as(answer.output()).isZero();
    assertThat(members(answer)).containsExactlyElementsOf(addresses());
    assertThat(answer.output()).doesNotContain("-new");
  }

  @Test
  void ipsetIsEmptiedByAnEmptyList() throws Exception {
    Answer answer = ipset().run("ipset restore < list; ipset restore < empty; ipset list");

    assertThat(answer.exit()).as(answer.output()).isZero();
    assertThat(members(answer)).isEmpty();
  }

  @Test
  void ipsetKeepsTheLiveSetsWhenTheFileIsTornAndRecovers() throws Exception {
    String text = Releases.text(Format.IPSET::write, Releases.empty());
    Shell shell = ipset().holding("torn", text.substring(0, text.indexOf("swap")));

    Answer torn =
        shell.run(
            "ipset restore < list; ipset restore < torn; ipset list tocsin4; ipset list tocsin6");
    assertThat(torn.exit()).as(torn.output()).isZero();
    assertThat(members(torn)).containsExactlyElementsOf(addresses());

    Answer after =
        shell.run(
            "ipset restore < torn; ipset restore < list; ipset list tocsin4; ipset list tocsin6");
    assertThat(after.exit()).as(after.output()).isZero();
    assertThat(members(after)).containsExactlyElementsOf(addresses());
  }

  private Shell ipset() throws IOException, InterruptedException {
    return Shell.with("ipset", folder)
        .isolated("ipset list -n")
        .holding("list", Releases.text(Format.IPSET::write, Releases.mixed()))
        .holding("empty", Releases.text(Format.IPSET::write, Releases.empty()));
  }

  private static List<Address> addresses() {
    return Releases.mixed().entries().stream().map(Listed::address).toList();
  }

  private static NavigableSet<Address> members(Answer answer) {
    NavigableSet<Address> members = new TreeSet<>();
    answer.output().lines().flatMap(line -> Address.parse(line).stream()).forEach(members::add);
    return members;
  }

  @Test
  void haproxyLoadsTheListAsConditionAndAsMap() throws Exception {
    Shell shell = Shell.with("haproxy", folder);
    for (ReleaseView release : List.of(Releases.mixed(), Releases.empty())) {
      String list = Releases.text(Format.HAPROXY::write, release);
      Answer answer =
          shell
              .holding("list", list)
              .holding("map", list)
              .holding(
                  "haproxy.cfg",
                  """
                  defaults
                    mode http
                    timeout connect 1s
                    timeout client 1s
                    timeout server 1s
                  frontend web
                    bind 127.0.0.1:1
                    http-request deny if { src -f list }
                    http-request deny if { src,map_ip(map) -m found }
                  """)
              .run("haproxy -c -f haproxy.cfg");

      assertThat(answer.exit()).as(answer.output()).isZero();
      assertThat(answer.output()).doesNotContain("WARNING");
    }
  }

  @Test
  void haproxyRefusesWhatIsNoAddress() throws Exception {
    Answer answer =
        Shell.with("haproxy", folder)
            .holding("list", "1.2.3.4 1\n")
            .holding("haproxy.cfg", "frontend web\n acl listed src -f list\n")
            .run("haproxy -c -f haproxy.cfg");

    assertThat(answer.exit()).as("so the test above can fail").isNotZero();
  }

  @Test
  void nginxIncludesTheListInAGeoBlock() throws Exception {
    Shell shell = nginx();
    for (ReleaseView release : List.of(Releases.mixed(), Releases.empty())) {
      Answer answer =
          shell.holding("list", Releases.text(Format.NGINX::write, release)).run(TEST_NGINX);

      assertThat(answer.exit()).as(answer.output()).isZero();
      assertThat(answer.output()).contains("test is successful").doesNotContain("warn");
    }
  }

  @Test
  void nginxRefusesWhatIsNoAddress() throws Exception {
    Answer answer = nginx().holding("list", "1.2.3.4.5 1;\n").run(TEST_NGINX);

    assertThat(answer.exit()).as("so the test above can fail").isNotZero();
  }

  private static final String TEST_NGINX = "nginx -t -p \"$PWD\" -c \"$PWD/nginx.conf\"";

  private Shell nginx() throws IOException {
    String temporary =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(name -> "  " + name + "_temp_path " + name + ";\n")
            .reduce("", String::concat);
    return Shell.with("nginx", folder)
        .holding(
            "nginx.conf",
            """
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              geo $listed {
                default 0;
                include list;
              }
            """
                + temporary
                + "}\n");
  }
}
