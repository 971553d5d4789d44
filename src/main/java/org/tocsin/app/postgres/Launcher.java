package org.tocsin.app.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How PostgreSQL's programs are started by the present user.
 *
 * <p>PostgreSQL refuses to run as root. A root server therefore starts it in a user namespace of
 * its own, where it is nobody and the files stay root's; where namespaces are barred, as in many
 * containers, as the user nobody, who is then given the database's folder. A user without a name,
 * as container platforms may assign, is refused too, and helped by a namespace as well.
 *
 * @param prefix what a command is put behind
 * @param owner the user the database's folder must belong to; empty where the present one is right
 */
record Launcher(List<String> prefix, OptionalInt owner) {
  private static final int NOBODY = 65534;
  private static final int ROOT = 0;
  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  private static final Launcher AS_IS = new Launcher(List.of(), OptionalInt.empty());

  static Launcher forPresentUser(Binaries binaries, Path folder) throws PostgresStartException {
    String user = ProcessHandle.current().info().user().orElse("");
    if (user.isEmpty()) {
      Launcher nameless = new Launcher(NAMESPACE, OptionalInt.empty());
      return nameless.failure(binaries).isEmpty() ? nameless : AS_IS;
    }
    if (!user.equals("root")) {
      return AS_IS;
    }
    try {
      return forRoot(binaries, folder);
    } catch (IOException e) {
      throw new PostgresStartException(
          "the owner of " + folder + " cannot be changed: " + Reason.of(e), e);
    }
  }

  private static Launcher forRoot(Binaries binaries, Path folder)
      throws PostgresStartException, IOException {
    Launcher namespace = new Launcher(NAMESPACE, OptionalInt.of(ROOT));
    String first = namespace.failure(binaries);
    if (first.isEmpty()) {
      return namespace;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      // Nobody must be able to pass through to the folder that is its own; nothing else in here is
      // readable to it.
      Files.setPosixFilePermissions(folder, permissions);
    }
    Launcher nobody =
        new Launcher(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
            OptionalInt.of(NOBODY));
    String second = nobody.failure(binaries);
    if (second.isEmpty()) {
      return nobody;
    }
    throw new PostgresStartException(
        "PostgreSQL refuses to run as root, and neither way to run it as somebody else works here:"
            + " unshare -U ("
            + first
            + "), setpriv ("
            + second
            + "); start the server as an ordinary user, or set QUARKUS_DATASOURCE_JDBC_URL to use"
            + " a database of your own");
  }

  private String failure(Binaries binaries) {
    try {
      Tool.Outcome outcome = run("", binaries.program("postgres"), "--version");
      return outcome.succeeded() ? "" : outcome.output();
    } catch (IOException e) {
      return Reason.of(e);
    }
  }

  Tool.Outcome run(String input, String... command) throws IOException {
    return Tool.run(command(List.of(command)), input);
  }

  /**
   * The command for a server that stays. It gets a session of its own where that can be had:
   * control-C in a terminal goes to the whole foreground group, and would end the connections of
   * requests that the server still wants to finish.
   */
  List<String> serverCommand(List<String> command) {
    List<String> own = new ArrayList<>();
    if (onPath("setsid")) {
      own.add("setsid");
    }
    own.addAll(command(command));
    return own;
  }

  private List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /** Makes a folder the database user's, if it is not yet. */
  void give(Path folder) throws IOException {
    if (owner.isPresent() && !Files.getAttribute(folder, "unix:uid").equals(owner.getAsInt())) {
      Trees.own(folder, owner.getAsInt());
    }
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
