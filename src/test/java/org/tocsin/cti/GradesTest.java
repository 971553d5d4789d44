package org.tocsin.cti;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How counts are graded. */
final class GradesTest {

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,2", "3,3", "9,3", "10,4", "99,4", "100,5", "100000,5"})
  void countsAreToldInClasses(int organisations, int trust) {
    assertThat(Grades.trust(organisations)).isEqualTo(trust);
  }
}
