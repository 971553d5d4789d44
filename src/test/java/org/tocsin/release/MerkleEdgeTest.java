package org.tocsin.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MerkleEdgeTest {

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The entries and roots that implementations of RFC 6962 are tested with. */
  @Test
  void rootsAreThoseOfTheStandard() {
    List<String> entries =
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    List<String> roots =
        List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    MerkleEdge edge = new MerkleEdge();
    assertThat(hex(edge.root()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int i = 0; i < entries.size(); i++) {
      edge.add(HexFormat.of().parseHex(entries.get(i)));
      assertThat(hex(edge.root())).as("of %d entries", i + 1).isEqualTo(roots.get(i));
    }
  }

  private static byte[] recursive(List<byte[]> entries) {
    if (entries.size() == 1) {
      byte[] leaf = new byte[entries.get(0).length + 1];
      System.arraycopy(entries.get(0), 0, leaf, 1, leaf.length - 1);
      return Sha256.of(leaf);
    }
    int left = Integer.highestOneBit(entries.size() - 1);
    byte[] node = new byte[65];
    node[0] = 1;
    System.arraycopy(recursive(entries.subList(0, left)), 0, node, 1, 32);
    System.arraycopy(recursive(entries.subList(left, entries.size())), 0, node, 33, 32);
    return Sha256.of(node);
  }

  @Test
  void rootsAcrossTilesAreThoseOfTheDefinition() {
    MerkleEdge edge = new MerkleEdge();
    List<byte[]> entries = new ArrayList<>();
    List<MerkleEdge.Tile> full = new ArrayList<>();
    for (int i = 0; i < 66_000; i++) {
      byte[] entry = Integer.toString(i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      entries.add(entry);
      full.addAll(edge.add(entry));
      if ((i < 600 && i % 7 == 0) || (i > 65_000 && i % 101 == 0)) {
        assertThat(hex(edge.root())).isEqualTo(hex(recursive(entries)));
        List<byte[]> partials = new ArrayList<>();
        for (int level = 0; level < MerkleEdge.levels(edge.size()); level++) {
          int at = level;
          partials.add(
              edge.partials().stream()
                  .filter(tile -> tile.level() == at)
                  .map(MerkleEdge.Tile::hashes)
                  .findFirst()
                  .orElse(new byte[0]));
        }
        assertThat(hex(new MerkleEdge(edge.size(), partials).root())).isEqualTo(hex(edge.root()));
      }
    }
    assertThat(full).filteredOn(tile -> tile.level() == 1).hasSize(1);
    assertThat(full).filteredOn(tile -> tile.level() == 0).hasSize(257);
    assertThat(full).allMatch(MerkleEdge.Tile::isFull);
  }

  @Test
  void aTilesPathHasThreeDigitsAGroup() {
    assertThat(TransparencyLog.path(0)).isEqualTo("000");
    assertThat(TransparencyLog.path(67)).isEqualTo("067");
    assertThat(TransparencyLog.path(1_234_067)).isEqualTo("x001/x234/067");
    assertThat(TransparencyLog.path(5_000)).isEqualTo("x005/000");
  }
}
