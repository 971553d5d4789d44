package org.tocsin.release;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The files of releases in a bucket of an object store that speaks the S3 protocol, under the names
 * they are served by: {@code blocklist/head.json} and so on.
 */
final class S3Store implements ReleaseStore {

  private static final String PREFIX = "blocklist/";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String FOR_A_MOMENT = "max-age=30";

  private final S3Client client;
  private final String bucket;

  S3Store(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  private interface Work<T> {
    T done();
  }

  private <T> T doing(String what, Work<T> work) throws IOException {
    try {
      return work.done();
    } catch (SdkException e) {
      throw new IOException(what + " failed in bucket " + bucket + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void put(String name, byte[] bytes) throws IOException {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(PREFIX + name)
            .contentType(contentType(name))
            .cacheControl(isForEver(name) ? FOR_EVER : FOR_A_MOMENT)
            .build();
    doing("writing " + name, () -> client.putObject(request, RequestBody.fromBytes(bytes)));
  }

  @Override
  public void put(String name, Path file, String contentType) throws IOException {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(PREFIX + name)
            .contentType(contentType)
            .cacheControl(FOR_A_MOMENT)
            .build();
    doing("writing " + name, () -> client.putObject(request, RequestBody.fromFile(file)));
  }

  /** Heads, keys and checkpoints are replaced; everything else is called by what is in it. */
  private static boolean isForEver(String name) {
    return !name.endsWith(".json") && !name.endsWith("checkpoint");
  }

  private static String contentType(String name) {
    return name.endsWith(".json")
        ? "application/json"
        : name.endsWith(".txt") || name.endsWith("checkpoint")
            ? "text/plain; charset=utf-8"
            : "application/octet-stream";
  }

  @Override
  public Optional<byte[]> get(String name) throws IOException {
    return doing(
        "reading " + name,
        () -> {
          try {
            return Optional.of(
                client
                    .getObjectAsBytes(get -> get.bucket(bucket).key(PREFIX + name))
                    .asByteArrayUnsafe());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public boolean has(String name, long bytes) throws IOException {
    return doing(
        "looking for " + name,
        () -> {
          try {
            return client.headObject(head -> head.bucket(bucket).key(PREFIX + name)).contentLength()
                == bytes;
          } catch (NoSuchKeyException e) {
            return false;
          }
        });
  }

  @Override
  public List<String> writtenBefore(Instant instant) throws IOException {
    return doing(
        "listing",
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX))
                .contents()
                .stream()
                .filter(object -> object.lastModified().isBefore(instant))
                .map(object -> object.key().substring(PREFIX.length()))
                .toList());
  }

  @Override
  public void touch(String name) throws IOException {
    CopyObjectRequest onItself =
        CopyObjectRequest.builder()
            .sourceBucket(bucket)
            .sourceKey(PREFIX + name)
            .destinationBucket(bucket)
            .destinationKey(PREFIX + name)
            .contentType(contentType(name))
            .cacheControl(FOR_EVER)
            .metadataDirective(MetadataDirective.REPLACE)
            .build();
    doing(
        "renewing " + name,
        () -> {
          try {
            client.copyObject(onItself);
            return true;
          } catch (NoSuchKeyException e) {
            return false;
          }
        });
  }

  @Override
  public void delete(String name) throws IOException {
    doing(
        "deleting " + name,
        () -> client.deleteObject(delete -> delete.bucket(bucket).key(PREFIX + name)));
  }
}
