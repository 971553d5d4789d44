package org.tocsin.agent.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tocsin.agent.rule.DataDeclaration;

/**
 * A hub in a folder, with an index or without. Data files are looked for in its {@code data} folder
 * and in one beside it, where packages of Linux distributions put them.
 */
record FolderSource(Path root, Fetch fetch) implements HubSource {
  FolderSource {
    root = root.toAbsolutePath().normalize();
  }

  private static final int DEEPEST = 4;

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public byte[] index() {
    if (!Files.isDirectory(root)) {
      throw new HubUnusable(root + ": not a folder");
    }
    return read(root, ".index.json", LONGEST_INDEX).orElseGet(this::made);
  }

  private byte[] made() {
    Map<RulePath, byte[]> files = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      Path folder = root.resolve(kind.folder());
      if (Files.isDirectory(folder)) {
        paths(folder).forEach(path -> files.put(path, required(path.text())));
      }
    }
    if (files.isEmpty()) {
      throw new HubUnusable(root + ": holds neither an index nor rules");
    }
    return MadeIndex.of(files);
  }

  private List<RulePath> paths(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> RulePath.parse(root.relativize(file).toString()).stream())
          .toList();
    } catch (IOException e) {
      throw new HubUnusable(folder + ": cannot be listed");
    }
  }

  private byte[] required(String path) {
    return content(path).orElseThrow(() -> new HubUnusable(root + ": " + path + " is gone"));
  }

  @Override
  public Optional<byte[]> content(String path) {
    return read(root, path, LONGEST_RULE);
  }

  @Override
  public Optional<byte[]> data(DataDeclaration data) {
    return read(root.resolve("data"), data.file(), LONGEST_DATA)
        .or(() -> read(root.resolveSibling("data"), data.file(), LONGEST_DATA))
        .or(() -> NetworkSource.data(data, fetch));
  }

  private static Optional<byte[]> read(Path folder, String path, int limit) {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > limit) {
        throw new InstallationFailed(file + ": is larger than " + limit + " bytes");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InstallationFailed(file + ": cannot be read");
    }
  }
}
