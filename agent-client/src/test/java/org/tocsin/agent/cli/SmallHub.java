package org.tocsin.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A hub with a handful of rules of our own. */
final class SmallHub {
  private final Path root;

  private SmallHub(Path root) {
    this.root = root;
  }

  static SmallHub in(Path root) {
    SmallHub hub = new SmallHub(root);
    hub.write(
        "parsers/s00-raw/crowdsecurity/syslog-logs.yaml",
        """
        name: crowdsecurity/syslog-logs
        onsuccess: next_stage
        statics:
          - {parsed: message, expression: evt.Line.Raw}
          - {parsed: program, expression: evt.Line.Labels.type}
          - {meta: datasource_path, expression: evt.Line.Src}
        """);
    hub.write(
        "parsers/s01-parse/me/door-logs.yaml",
        """
        name: me/door-logs
        filter: evt.Parsed.program == 'door'
        onsuccess: next_stage
        grok:
          pattern: '^%{TIMESTAMP_ISO8601:when} knock by %{IP:source_ip}( as %{WORD:user})?'
          apply_on: message
        statics:
          - {meta: log_type, value: knock}
          - {meta: source_ip, expression: evt.Parsed.source_ip}
          - {meta: user, expression: evt.Parsed.user}
          - {target: evt.StrTime, expression: evt.Parsed.when}
        """);
    hub.write(
        "parsers/s02-enrich/crowdsecurity/dateparse-enrich.yaml",
        """
        name: crowdsecurity/dateparse-enrich
        filter: evt.StrTime != ''
        statics:
          - {method: ParseDate, expression: evt.StrTime}
          - {target: MarshaledTime, expression: evt.Enriched.MarshaledTime}
        """);
    hub.write(
        "scenarios/me/knocking.yaml",
        """
        type: leaky
        name: me/knocking
        description: knocks too often
        filter: evt.Meta.log_type == 'knock'
        groupby: evt.Meta.source_ip
        capacity: 2
        leakspeed: 10s
        reprocess: true
        labels: {remediation: true}
        """);
    hub.write(
        "scenarios/me/again.yaml",
        """
        type: trigger
        name: me/again
        description: an overflow of another scenario
        filter: evt.GetType() == 'overflow' and evt.Overflow.Alert.GetScenario() == 'me/knocking'
        """);
    hub.write(
        "postoverflows/s01-whitelist/me/friends.yaml",
        """
        name: me/friends
        whitelist:
          reason: a friend
          expression: ["evt.Overflow.Alert.Source.IP == '192.0.2.99'"]
        """);
    hub.write(
        "collections/me/door.yaml",
        """
        name: me/door
        parsers: [me/door-logs]
        scenarios: [me/knocking]
        collections: [me/more]
        """);
    hub.write(
        "collections/me/more.yaml",
        """
        name: me/more
        scenarios: [me/again]
        postoverflows: [me/friends]
        collections: [me/door]
        """);
    hub.write(
        ".tests/knocking/config.yaml",
        """
        parsers: [crowdsecurity/syslog-logs, me/door-logs, crowdsecurity/dateparse-enrich]
        scenarios: [./scenarios/me/knocking.yaml, ""]
        log_file: door.log
        log_type: door
        labels: {colour: green}
        override_statics:
          - {target: evt.Parsed.over, value: "it's"}
        """);
    hub.write(".tests/knocking/door.log", log("192.0.2.1"));
    hub.write(
        ".tests/knocking/parser.assert",
        """
        len(results) == 4
        len(results["s01-parse"]["me/door-logs"]) == 3
        results["s01-parse"]["me/door-logs"][0].Success == true
        results["s01-parse"]["me/door-logs"][0].Evt.Parsed["over"] == "it's"
        results["s01-parse"]["me/door-logs"][0].Evt.Parsed["nothing"] == ""
        results["s01-parse"]["me/door-logs"][1].Evt.Line.Labels["colour"] == "green"
        results["s00-raw"]["overrides"][0].Evt.Meta["datasource_path"] == ""
        results["s00-raw"]["crowdsecurity/syslog-logs"][0].Evt.Meta["datasource_path"] == "door.log"
        """);
    hub.write(
        ".tests/knocking/scenario.assert",
        """
        len(results) == 1
        "192.0.2.1" in results[0].Overflow.GetSources()
        results[0].Overflow.Sources["192.0.2.1"].GetScope() == "Ip"
        results[0].Overflow.Alert.Events[2].GetMeta("user") == "me"
        results[0].Overflow.Alert.GetEventsCount() == 3
        """);
    return hub;
  }

  static String log(String address) {
    return "2024-01-02T03:04:05Z knock by "
        + address
        + "\n2024-01-02T03:04:06Z knock by "
        + address
        + "\n2024-01-02T03:04:07Z knock by "
        + address
        + " as me\n";
  }

  Path write(String name, String text) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
