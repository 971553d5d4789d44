package org.tocsin.agent.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void explainProblemsTheHttpClientLeavesWordless() {
    ConnectException unknownHost = new ConnectException();
    unknownHost.initCause(new UnresolvedAddressException());

    assertThat(Words.of(unknownHost)).isEqualTo("host name not known");
    assertThat(Words.of(new ConnectException())).isEqualTo("connection refused");
    assertThat(Words.of(new IOException(new IOException("inner\nline")))).doesNotContain("\n");
    assertThat(Words.of(new IOException())).isEqualTo("IOException");
  }
}
