package org.tocsin.agent.acquisition;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Standard input, once, to its end. */
final class StdinSource implements Source {
  private final InputStream in;
  private final Outlet outlet;

  StdinSource(InputStream in, Outlet outlet) {
    this.in = in;
    this.outlet = outlet;
  }

  @Override
  public List<Runnable> work() {
    return List.of(() -> whole(new LineReader(in), "stdin", outlet));
  }

  /** Gives on all lines there are. */
  static void whole(LineReader reader, String name, Outlet outlet) {
    whole(reader, Optional::of, name, outlet);
  }

  /** Gives on all lines there are, each as it is opened. */
  static void whole(
      LineReader reader, Function<String, Optional<String>> opening, String name, Outlet outlet) {
    try {
      long bytes = 0;
      boolean through = true;
      for (Optional<String> line = reader.next();
          through && line.isPresent();
          line = reader.next()) {
        outlet.read(reader.bytes() - bytes);
        bytes = reader.bytes();
        Optional<String> opened = opening.apply(line.get());
        through = opened.isEmpty() || outlet.give(opened.get(), name);
      }
      outlet.cut(reader.cut());
    } catch (IOException e) {
      outlet.drop(name + ": reading ended: " + e);
    }
  }

  /** Nothing: whoever waits at standard input can only be left waiting. */
  @Override
  public void close() {}
}
