package org.tocsin.release;

import java.util.List;

/** Looks at a release with other eyes before its head moves. */
public interface Precheck {

  /** Returns what is wrong with a release, nothing if it may go out. */
  List<String> findings(StagedRelease release);
}
