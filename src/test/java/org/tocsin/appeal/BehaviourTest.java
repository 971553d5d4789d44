package org.tocsin.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scenarios are told as. */
final class BehaviourTest {

  @ParameterizedTest
  @CsvSource({
    "crowdsecurity/ssh-bf, ssh:bruteforce",
    "crowdsecurity/ssh-slow-bf_user-enum, ssh:bruteforce",
    "crowdsecurity/ssh-cve-2024-6387, ssh:exploit",
    "crowdsecurity/http-probing, http:scan",
    "crowdsecurity/http-bad-user-agent, http:scan",
    "crowdsecurity/http-generic-bf, http:bruteforce",
    "crowdsecurity/http-cve-2021-41773, http:exploit",
    "crowdsecurity/CVE-2022-26134, http:exploit",
    "crowdsecurity/http-crawl-non_statics, http:crawl",
    "crowdsecurity/postfix-spam, smtp:spam",
    "crowdsecurity/iptables-scan-multi_ports, tcp:scan",
    "crowdsecurity/mysql-bf, database:bruteforce"
  })
  void aScenarioIsToldAsWhatItIsAbout(String scenario, String name) {
    assertThat(Behaviour.of(List.of(scenario))).extracting(Behaviour::name).containsExactly(name);
  }

  @Test
  void eachKindIsToldOnceAndTheUnknownNotAtAll() {
    assertThat(
            Behaviour.of(
                List.of("crowdsecurity/ssh-bf", "crowdsecurity/ssh-slow-bf", "crowdsecurity/odd")))
        .hasSize(1);
  }

  @Test
  void holesAreReadOffNames() {
    assertThat(
            Behaviour.holes(
                List.of(
                    "crowdsecurity/CVE-2022-26134",
                    "crowdsecurity/apache_log4j2_cve-2021-44228",
                    "crowdsecurity/http_cve_2021_41773",
                    "crowdsecurity/ssh-bf")))
        .containsExactly("CVE-2021-41773", "CVE-2021-44228", "CVE-2022-26134");
  }
}
