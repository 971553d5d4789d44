package org.tocsin.agent.state;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/**
 * Whom new files belong to: those that root makes in a folder of somebody else, who runs the agent,
 * are given to that user and group. Anybody else's stay as they are.
 */
public final class Owner {
  private static final String USER = "unix:uid";
  private static final String GROUP = "unix:gid";
  private static final Integer ROOT = 0;

  private Owner() {}

  /** Gives what was just made to whom the folder around it belongs to, if root made it. */
  public static void asAround(Path made) throws IOException {
    Path folder = made.toAbsolutePath().getParent();
    if (folder == null || !attribute(made, USER).equals(ROOT)) {
      return;
    }
    Object user = attribute(folder, USER);
    if (user.equals(ROOT)) {
      return;
    }
    try {
      Files.setAttribute(made, GROUP, attribute(folder, GROUP), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(made, USER, user, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException denied) {
      // A root without this right, as in some containers, is the one who runs the agent there.
      return;
    }
  }

  /** Makes a folder, and those around it, as far as they are missing. */
  public static void made(Path folder, FileAttribute<?>... attributes) throws IOException {
    boolean isNew = !Files.exists(folder);
    Files.createDirectories(folder, attributes);
    if (isNew) {
      asAround(folder);
    }
  }

  private static Object attribute(Path of, String name) throws IOException {
    return Files.getAttribute(of, name, LinkOption.NOFOLLOW_LINKS);
  }
}
