package org.tocsin.agent.cli;

import java.util.Optional;
import java.util.function.Predicate;
import org.tocsin.agent.address.Prefix;
import org.tocsin.agent.decision.Target;
import picocli.CommandLine.Option;

/** Whom a command is about: an address, a range, or a value of some scope. */
final class TargetOptions {
  @Option(
      names = {"-i", "--ip"},
      paramLabel = "IP",
      description = "An address.")
  private Optional<String> address = Optional.empty();

  @Option(
      names = {"-r", "--range"},
      paramLabel = "CIDR",
      description = "A range of addresses.")
  private Optional<String> range = Optional.empty();

  @Option(
      names = {"-v", "--value"},
      paramLabel = "VALUE",
      description = "A value of --scope.")
  private Optional<String> value = Optional.empty();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "What --value is: Ip, Range, AS, Country, username, ... (default: Ip).")
  private Optional<String> scope = Optional.empty();

  /** The one target that was named; nothing if none was. */
  Optional<Target> target() {
    long named = address.stream().count() + range.stream().count() + value.stream().count();
    if (named > 1) {
      throw new BadInput("give one of --ip, --range and --value");
    }
    try {
      return address
          .map(text -> Target.of(Target.IP, text))
          .or(() -> range.map(text -> Target.of(Target.RANGE, text)))
          .or(() -> value.map(text -> Target.of(scope.orElse(Target.IP), text)));
    } catch (IllegalArgumentException e) {
      throw new BadInput(e.getMessage() == null ? "not a target" : e.getMessage());
    }
  }

  /** What lies around the address or range that was named, or has the value. */
  Predicate<Target> around() {
    Optional<Target> named = target();
    if (named.isEmpty()) {
      return found -> scope.map(found.scope()::equalsIgnoreCase).orElse(true);
    }
    Optional<Prefix> prefix = named.get().covered();
    return found ->
        found.equals(named.get())
            || (prefix.isPresent()
                && found.covered().map(other -> holds(other, prefix.get())).orElse(false));
  }

  /** What has exactly the target that was named, or lies in its range. */
  Predicate<Target> within() {
    Optional<Target> named = target();
    if (named.isEmpty()) {
      return found -> scope.map(found.scope()::equalsIgnoreCase).orElse(true);
    }
    Optional<Prefix> prefix = named.get().covered();
    return found ->
        found.equals(named.get())
            || (prefix.isPresent()
                && found.covered().map(other -> holds(prefix.get(), other)).orElse(false));
  }

  private static boolean holds(Prefix outer, Prefix inner) {
    return outer.length() <= inner.length() && outer.contains(inner.network());
  }
}
