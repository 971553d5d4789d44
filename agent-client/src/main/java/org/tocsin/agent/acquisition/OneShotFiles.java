package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files that are read once as they are, packed or not. */
final class OneShotFiles implements Source {
  private final Origin.Files origin;
  private final Outlet outlet;

  OneShotFiles(Origin.Files origin, Outlet outlet) {
    this.origin = origin;
    this.outlet = outlet;
  }

  @Override
  public List<Runnable> work() {
    return List.of(this::read);
  }

  private void read() {
    for (PathPattern pattern : origin.patterns()) {
      List<Path> found =
          pattern.find().stream()
              .filter(path -> !origin.excludes(path) && Look.at(path).isPresent())
              .toList();
      if (found.isEmpty()) {
        outlet.note(pattern + ": there is no such file");
      }
      found.forEach(this::read);
    }
  }

  private void read(Path path) {
    if (outlet.stop().asked()) {
      return;
    }
    try (LineReader lines = LogFile.open(path).lines()) {
      if (origin.framed()) {
        Framing framing = Framing.container();
        StdinSource.whole(lines, raw -> framing.open(raw, 0), path.toString(), outlet);
        framing.rest().forEach(rest -> outlet.give(rest, path.toString()));
      } else {
        StdinSource.whole(lines, path.toString(), outlet);
      }
    } catch (IOException e) {
      outlet.drop(path + ": cannot be read: " + e);
    }
  }

  @Override
  public void close() {}
}
