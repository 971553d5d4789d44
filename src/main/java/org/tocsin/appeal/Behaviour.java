package org.tocsin.appeal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What kind of thing an address did, in the vocabulary that clients know.
 *
 * @param name the kind
 * @param label the kind for people
 * @param description a sentence
 */
public record Behaviour(String name, String label, String description) {

  private static final Pattern CVE = Pattern.compile("cve-\\d{4}-\\d{4,7}");

  /** Tried in order; what a scenario is about stands in its name. */
  private static final List<Map.Entry<Pattern, Behaviour>> BY_NAME =
      List.of(
          of("ssh-cve", "ssh:exploit", "SSH Exploit", "Tried a known hole of SSH."),
          of("ssh", "ssh:bruteforce", "SSH Bruteforce", "Guessed passwords of SSH."),
          of("telnet", "telnet:bruteforce", "Telnet Bruteforce", "Guessed passwords of telnet."),
          of(
              "dovecot|imap|pop3",
              "pop3/imap:bruteforce",
              "POP3/IMAP Bruteforce",
              "Guessed passwords of mailboxes."),
          of("postfix|smtp|exim", "smtp:spam", "SMTP spam", "Sent spam or abused a mail server."),
          of("ftp", "ftp:bruteforce", "FTP Bruteforce", "Guessed passwords of FTP."),
          of("smb", "smb:bruteforce", "SMB Bruteforce", "Guessed passwords of file servers."),
          of(
              "mysql|pgsql|mariadb|mssql",
              "database:bruteforce",
              "Database Bruteforce",
              "Guessed passwords of databases."),
          of("asterisk|sip", "sip:bruteforce", "SIP Bruteforce", "Guessed passwords of telephony."),
          of(
              "windows|rdp",
              "windows:bruteforce",
              "SMB/RDP bruteforce",
              "Guessed passwords of Windows."),
          of("iptables|nftables|port-?scan", "tcp:scan", "TCP Scan", "Looked for open ports."),
          of("http-crawl|crawl", "http:crawl", "HTTP Crawl", "Read websites aggressively."),
          of("http-dos|dos", "http:dos", "HTTP DoS", "Tried to overwhelm websites."),
          of(
              "(http|nginx|apache|wordpress).*(bf|bruteforce|user-enum)",
              "http:bruteforce",
              "HTTP Bruteforce",
              "Guessed passwords of websites."),
          of(
              "(http|nginx|apache|wordpress|appsec).*(prob|scan|bad-user-agent|sensitive)",
              "http:scan",
              "HTTP Scan",
              "Searched websites for holes."),
          of(
              "http|appsec|vpatch|log4j|spring4shell|thinkphp|wordpress|cve-",
              "http:exploit",
              "HTTP Exploit",
              "Tried known holes of websites."),
          of("bf|brute", "generic:bruteforce", "Bruteforce attempt", "Guessed passwords."),
          of("scan|prob", "generic:scan", "Scan attempt", "Looked around."));

  private static Map.Entry<Pattern, Behaviour> of(
      String pattern, String name, String label, String description) {
    return Map.entry(Pattern.compile(pattern), new Behaviour(name, label, description));
  }

  /** Returns what some scenarios tell of, each kind once. */
  public static List<Behaviour> of(Collection<String> scenarios) {
    Map<String, Behaviour> found = new LinkedHashMap<>();
    for (String scenario : scenarios) {
      of(scenario).ifPresent(one -> found.putIfAbsent(one.name(), one));
    }
    return List.copyOf(found.values());
  }

  /** Returns what a scenario tells of, if its name says so. */
  static Optional<Behaviour> of(String scenario) {
    String kind = kind(scenario);
    return BY_NAME.stream()
        .filter(entry -> entry.getKey().matcher(kind).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns the numbers of known holes that scenarios are named for. */
  public static List<String> holes(Collection<String> scenarios) {
    return scenarios.stream()
        .flatMap(scenario -> CVE.matcher(kind(scenario).replace('_', '-')).results())
        .map(found -> found.group().toUpperCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns a scenario's name without its author. */
  public static String kind(String scenario) {
    return scenario.substring(scenario.indexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
