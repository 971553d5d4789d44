package org.tocsin.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts may be sent to at all, before any name is resolved. */
final class WebTargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/x",
        "ftp://hooks.example.com/x",
        "file:///etc/passwd",
        "jar:https://hooks.example.com/!/x",
        "hooks.example.com",
        "//hooks.example.com/x",
        "https:///x",
        "https://",
        "https:x",
        "https://user@hooks.example.com/",
        "https://user:pw@hooks.example.com/",
        "https://@hooks.example.com/",
        "https://hooks.example.com/#x",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:65536/",
        "https://hooks.example.com:99999999999/",
        "https://hooks.example.com/a b",
        "https://hooks.example.com/ä",
        "https://höoks.example.com/",
        "https://hooks.example.com/\r\nX: y",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://10.0.0.1:8443/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/"
      })
  void whatIsNotAPublicSecureUrlIsRefused(String text) {
    assertThat(WebTarget.read(text, false)).isInstanceOf(WebTarget.Reading.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://hooks.example.com, hooks.example.com, 443, /",
    "https://hooks.example.com:8443/a/b?c=d, hooks.example.com, 8443, /a/b?c=d",
    "HTTPS://hooks.example.com?c=%0d%0a, hooks.example.com, 443, /?c=%0d%0a",
    "https://[2606:4700::1]:1/x, 2606:4700::1, 1, /x"
  })
  void anyPortAndPathIsAccepted(String text, String host, int port, String path) {
    WebTarget target = ((WebTarget.Reading.Accepted) WebTarget.read(text, false)).target();

    assertThat(target.host()).isEqualTo(host);
    assertThat(target.port()).isEqualTo(port);
    assertThat(target.pathAndQuery()).isEqualTo(path);
    assertThat(target.shown()).doesNotContain("/a/b").doesNotContain("c=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/x", "http://intern/x", "https://[::1]/"})
  void whereItIsAllowedInternalPlacesAreAccepted(String text) {
    assertThat(WebTarget.read(text, true)).isInstanceOf(WebTarget.Reading.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example, c@d.example",
        "A <a@b.example>",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\n",
        "(x)a@b.example",
        "\"a b\"@c.example",
        "a",
        "@b.example",
        "a@",
        "group:a@b.example;"
      })
  void whatIsNotOneMailboxIsRefused(String text) {
    assertThat(MailAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b.example", "first.last+tag@sub.b.example"})
  void aMailboxIsAccepted(String text) {
    assertThat(MailAddress.parse(text)).contains(new MailAddress(text));
  }
}
