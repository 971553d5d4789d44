package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SecretsTest {
  @Test
  void areNotInTheTextOfTheTypesThatHoldThem() {
    Watcher watcher = new Watcher("me", "sesame");
    Credentials credentials =
        new Credentials(ServerUrl.parse("http://h/"), watcher, Optional.empty());
    EnrolmentRequest request =
        new EnrolmentRequest(new EnrolmentKey("sesame"), "n", List.of(), false);

    assertThat(List.of(watcher, credentials, request, new Token("sesame")).toString())
        .contains("me", "http://h/")
        .doesNotContain("sesame");
  }
}
