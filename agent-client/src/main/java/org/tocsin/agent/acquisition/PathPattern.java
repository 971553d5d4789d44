package org.tocsin.agent.acquisition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A path in which {@code *}, {@code ?} and {@code [...]} stand for parts of a name, never for a
 * slash; a backslash takes the meaning from what follows.
 */
final class PathPattern {
  private static final String META = "*?[\\";

  private final String text;
  private final Path root;
  private final List<Segment> segments = new ArrayList<>();

  /** A part between slashes. */
  private record Segment(String name, boolean literal, Pattern pattern) {
    boolean matches(Path path) {
      return literal ? path.toString().equals(name) : pattern.matcher(path.toString()).matches();
    }
  }

  private PathPattern(String text) {
    this.text = text;
    Path absolute = Path.of(text).toAbsolutePath();
    this.root = absolute.getRoot();
    for (Path part : absolute.normalize()) {
      String name = part.toString();
      boolean literal = name.chars().noneMatch(c -> META.indexOf(c) >= 0);
      segments.add(new Segment(name, literal, literal ? Pattern.compile("") : compile(name)));
    }
  }

  /** Reads a pattern; throws {@link IllegalArgumentException} with a reason if it is none. */
  static PathPattern of(String text) {
    try {
      return new PathPattern(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a path pattern: " + text, e);
    }
  }

  /** Whether a path, which need not exist, is meant. */
  boolean matches(Path path) {
    if (path.getNameCount() != segments.size() || !root.equals(path.getRoot())) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!segments.get(i).matches(path.getName(i))) {
        return false;
      }
    }
    return true;
  }

  /** What exists and is meant, in the order of names; a folder that cannot be read has nothing. */
  List<Path> find() {
    List<Path> found = new ArrayList<>();
    walk(root, 0, found);
    return found;
  }

  private void walk(Path folder, int depth, List<Path> found) {
    if (depth == segments.size()) {
      found.add(folder);
      return;
    }
    Segment segment = segments.get(depth);
    if (segment.literal) {
      Path next = folder.resolve(segment.name);
      if (depth + 1 < segments.size() || Files.exists(next)) {
        walk(next, depth + 1, found);
      }
      return;
    }
    for (Path next : children(folder, segment)) {
      walk(next, depth + 1, found);
    }
  }

  private static List<Path> children(Path folder, Segment segment) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> segment.matches(entry.getFileName()))) {
      entries.forEach(children::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    children.sort(null);
    return children;
  }

  private static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '[') {
        int close = classEnd(glob, i);
        regex.append(characterClass(glob.substring(i + 1, close)));
        i = close;
      } else {
        i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
        regex.append(Pattern.quote(glob.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static int classEnd(String glob, int open) {
    int first = glob.startsWith("^", open + 1) ? open + 2 : open + 1;
    int close = glob.indexOf(']', first + 1);
    if (close < 0) {
      throw new IllegalArgumentException("not a path pattern: " + glob + " lacks a ]");
    }
    return close;
  }

  private static String characterClass(String inside) {
    return "[" + inside.replace("[", "\\[").replace("&&", "&\\&") + "]";
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof PathPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
