package org.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrowdSecPackageTest {
  @Test
  void saysWhichNamedFileIsMissing(@TempDir Path cache) {
    Path named = cache.resolve("gone.deb");
    assertThat(CrowdSecPackage.find(Optional.of(named), cache))
        .isEqualTo(new PackageSearch.Missing("there is no file " + named));
  }

  @Test
  void refusesAFileThatIsNoPackageOfTheKnownVersion(@TempDir Path cache) throws IOException {
    Path named = Files.writeString(cache.resolve("other.deb"), "not a package");
    PackageSearch search = CrowdSecPackage.find(Optional.of(named), cache);
    assertThat(search).isInstanceOf(PackageSearch.Missing.class);
  }
}
