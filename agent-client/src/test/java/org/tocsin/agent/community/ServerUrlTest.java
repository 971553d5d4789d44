package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://h, http://h/, http://h/",
    "HTTPS://Central.Example:443/, https://central.example/, https://central.example/",
    "http://h:80/a, http://h/a/, http://h/",
    "http://h:443/a/../b/, http://h:443/b/, http://h:443/",
    "https://[2001:db8::1]:8443/p%20q, https://[2001:db8::1]:8443/p%20q/, https://[2001:db8::1]:8443/",
    "' http://h/ ', http://h/, http://h/"
  })
  void hasOneSpellingThatEndsInASlash(String typed, String canonical, String withoutPath) {
    ServerUrl url = ServerUrl.parse(typed);

    assertThat(url).hasToString(canonical);
    assertThat(url.withoutPath()).isEqualTo(withoutPath);
    assertThat(url).isEqualTo(ServerUrl.parse(canonical));
    assertThat(url.resolve("v3/watchers")).hasToString(canonical + "v3/watchers");
  }
}
