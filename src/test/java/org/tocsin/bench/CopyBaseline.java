package org.tocsin.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * The peer of ingest: the very rows the server stored, loaded again by binary COPY into an empty
 * copy of its table with the same indexes and partitioning, in the same database. Rows are encoded
 * before the clock starts, and nothing looks at them on the way.
 */
final class CopyBaseline {

  private static final int MOST_ROWS = 1_000_000;
  private static final byte[] HEADER =
      "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] TRAILER = {-1, -1};

  private final TocsinServer server;
  private final List<byte[]> rows;

  private CopyBaseline(TocsinServer server, List<byte[]> rows) {
    this.server = server;
    this.rows = rows;
  }

  /** Returns the position of the newest signal. */
  static long lastPosition(TocsinServer server) {
    try (Connection database = server.database();
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("select last_position from signal_position")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new BenchmarkFailed("the newest signal could not be found", e);
    }
  }

  /** Takes the rows behind a position, in the order in which the server wrote them. */
  static CopyBaseline ofRowsAfter(TocsinServer server, long position) {
    List<byte[]> rows = new ArrayList<>();
    try (Connection database = server.database()) {
      CopyOut out =
          database
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "copy (select * from public.signal where position > "
                      + position
                      + " order by position limit "
                      + MOST_ROWS
                      + ") to stdout (format binary)");
      for (byte[] part = out.readFromCopy(); part != null; part = out.readFromCopy()) {
        byte[] row = rows.isEmpty() ? withoutHeader(part) : part;
        if (row.length > TRAILER.length) {
          rows.add(row);
        }
      }
    } catch (SQLException e) {
      throw new BenchmarkFailed("the stored rows could not be read", e);
    }
    return new CopyBaseline(server, rows);
  }

  private static byte[] withoutHeader(byte[] part) {
    return Arrays.equals(part, 0, HEADER.length, HEADER, 0, HEADER.length)
        ? Arrays.copyOfRange(part, HEADER.length, part.length)
        : part;
  }

  int size() {
    return rows.size();
  }

  /** Loads the rows, so many in each commit, and returns rows per second. */
  double rowsPerSecond(int connections, int rowsPerCommit) {
    List<byte[]> commits = commits(rowsPerCommit);
    List<Connection> databases = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      emptyTable();
      for (int connection = 0; connection < connections; connection++) {
        databases.add(server.database());
      }
      AtomicInteger next = new AtomicInteger();
      List<Future<Long>> loads = new ArrayList<>();
      long start = System.nanoTime();
      for (Connection database : databases) {
        Callable<Long> work = () -> load(database, commits, next);
        loads.add(threads.submit(work));
      }
      long loaded = 0;
      for (Future<Long> load : loads) {
        loaded += load.get();
      }
      double seconds = Machine.seconds(System.nanoTime() - start);
      if (loaded != rows.size()) {
        throw new BenchmarkFailed("COPY loaded " + loaded + " of " + rows.size() + " rows");
      }
      return loaded / seconds;
    } catch (SQLException e) {
      throw new BenchmarkFailed("the COPY baseline failed", e);
    } catch (ExecutionException e) {
      throw new BenchmarkFailed("the COPY baseline failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed("interrupted");
    } finally {
      threads.shutdownNow();
      databases.forEach(CopyBaseline::close);
    }
  }

  private List<byte[]> commits(int rowsPerCommit) {
    List<byte[]> commits = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += rowsPerCommit) {
      ByteArrayOutputStream commit = new ByteArrayOutputStream();
      commit.writeBytes(HEADER);
      rows.subList(from, Math.min(rows.size(), from + rowsPerCommit)).forEach(commit::writeBytes);
      commit.writeBytes(TRAILER);
      commits.add(commit.toByteArray());
    }
    return commits;
  }

  private void emptyTable() throws SQLException {
    try (Connection database = server.database();
        Statement statement = database.createStatement()) {
      statement.execute("drop schema if exists bench cascade");
      statement.execute("create schema bench");
      statement.execute(
          "create table bench.signal (like public.signal including all) partition by range (day)");
      statement.execute(
          "create table bench.signal_days partition of bench.signal"
              + " for values from ('2000-01-01') to ('2200-01-01')");
    }
  }

  private static long load(Connection database, List<byte[]> commits, AtomicInteger next)
      throws SQLException {
    long loaded = 0;
    for (int at = next.getAndIncrement(); at < commits.size(); at = next.getAndIncrement()) {
      CopyIn copy =
          database
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy bench.signal from stdin (format binary)");
      byte[] commit = commits.get(at);
      copy.writeToCopy(commit, 0, commit.length);
      loaded += copy.endCopy();
    }
    return loaded;
  }

  private static void close(Connection database) {
    try {
      database.close();
    } catch (SQLException e) {
      throw new BenchmarkFailed("a connection could not be closed", e);
    }
  }
}
