package org.tocsin.agent.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.agent.verification.Forge.NOW;
import static org.tocsin.agent.verification.Forge.bytes;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustedKeysTest {
  private final KeyPair old = Forge.key();
  private final KeyPair fresh = Forge.key();

  /** The example of RFC 8037, appendix A.3. */
  @Test
  void worksOutThumbprintsAsTheStandardDoes() throws ListRefused {
    String thumbprint = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
    String set =
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\""
            + thumbprint
            + "\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";

    assertThat(TrustedKeys.read(bytes(set)).fingerprints()).containsExactly(thumbprint);
  }

  @Test
  void readsWhatItWrites() throws ListRefused {
    TrustedKeys keys = trusted(old, fresh);

    assertThat(TrustedKeys.read(keys.jwkSet()).fingerprints())
        .isEqualTo(keys.fingerprints())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":[]}",
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\"}]}",
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"x\",\"x\":\"AAAA\"}]}",
        "{\"keys\":[],\"keys\":[]}"
      })
  void refusesASetWithoutAUsableKey(String set) {
    assertThatThrownBy(() -> TrustedKeys.read(bytes(set))).isInstanceOf(ListRefused.class);
  }

  @Test
  void refusesAKeyUnderAnotherKeysName() {
    String set = new String(Forge.keySet(List.of(old)), StandardCharsets.UTF_8);
    byte[] renamed = bytes(set.replace(Forge.thumbprint(old), Forge.thumbprint(fresh)));

    assertThatThrownBy(() -> TrustedKeys.read(renamed)).isInstanceOf(ListRefused.class);
  }

  @Test
  void learnsTheKeyThatASignedHeadNames() throws ListRefused {
    assertThat(after(List.of(old, fresh), old, fresh)).isEqualTo(names(old, fresh));
  }

  @Test
  void forgetsTheKeyThatASignedHeadNamesNoMore() throws ListRefused {
    assertThat(after(List.of(fresh), old, fresh)).isEqualTo(names(fresh));
  }

  @Test
  void doesNotLearnAKeyThatNoHeadNames() throws ListRefused {
    assertThat(after(List.of(old), old, fresh)).isEqualTo(names(old));
  }

  @Test
  void keepsItsKeysWhenNoneOfThoseNamedIsThere() throws ListRefused {
    assertThat(after(List.of(fresh), old)).isEqualTo(names(old));
  }

  @Test
  void changesNothingWhenAHeadNamesNoKeys() throws ListRefused {
    Forge forge = new Forge().signedBy(old);
    VerifiedHead head = new Verifier(trusted(old)).head(forge.head(1, ""), Optional.empty(), NOW);

    assertThat(trusted(old).after(head, trusted(old, fresh)).fingerprints()).isEqualTo(names(old));
  }

  /** What is trusted after a head of the old key that names some, with others beside it. */
  private Set<String> after(List<KeyPair> named, KeyPair... offered) throws ListRefused {
    byte[] envelope =
        new Forge()
            .signedBy(old)
            .head(
                1,
                "",
                node -> {
                  var keys = node.putArray("keys");
                  named.forEach(key -> keys.add(Forge.thumbprint(key)));
                });
    VerifiedHead head = new Verifier(trusted(old)).head(envelope, Optional.empty(), NOW);
    return trusted(old).after(head, trusted(offered)).fingerprints();
  }

  private static Set<String> names(KeyPair... pairs) throws ListRefused {
    return trusted(pairs).fingerprints();
  }

  private static TrustedKeys trusted(KeyPair... pairs) throws ListRefused {
    return TrustedKeys.read(Forge.keySet(List.of(pairs)));
  }
}
