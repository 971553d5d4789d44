package org.tocsin.conformance;

import org.junit.jupiter.api.Assumptions;

/** Whether the engine's package could be had here. */
sealed interface PackageSearch {

  /** The package is unpacked and its programs run. */
  record Found(CrowdSecPackage crowdSec) implements PackageSearch {}

  /** It could not be had, for this reason. */
  record Missing(String reason) implements PackageSearch {}

  /**
   * The package, or the calling test is skipped.
   *
   * <p>To be called before each test: what gives up before all tests of a class is not counted.
   */
  default CrowdSecPackage orSkip() {
    if (this instanceof Found found) {
      return found.crowdSec();
    }
    return Assumptions.abort(((Missing) this).reason());
  }
}
