package org.tocsin.conformance;

/** Whether the engine's package could be had here. */
sealed interface PackageSearch {

  /** The package is unpacked and its programs run. */
  record Found(CrowdSecPackage crowdSec) implements PackageSearch {}

  /** It could not be had, for this reason. */
  record Missing(String reason) implements PackageSearch {}
}
