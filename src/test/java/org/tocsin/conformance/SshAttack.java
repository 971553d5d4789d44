package org.tocsin.conformance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An ssh brute force as sshd writes it to {@code auth.log}: one more failed password than the
 * bucket of {@code crowdsecurity/ssh-bf} holds, against one account so that the sibling scenario
 * that counts accounts stays silent.
 *
 * @param address where the attacker comes from
 */
record SshAttack(String address) {
  static final String SCENARIO = "crowdsecurity/ssh-bf";

  private static final int BUCKET_CAPACITY = 5;
  private static final DateTimeFormatter SYSLOG_TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  List<String> lines(Instant now) {
    return IntStream.rangeClosed(0, BUCKET_CAPACITY)
        .mapToObj(
            n ->
                SYSLOG_TIME.format(now)
                    + (" bastion sshd[" + (4000 + n) + "]: Failed password for root from ")
                    + (address + " port " + (40000 + n) + " ssh2"))
        .toList();
  }
}
