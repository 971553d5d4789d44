package org.tocsin.release;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Where releases are kept: the folder they are served from here, and copies served elsewhere. */
public final class ReleaseStores {

  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final ReleaseStore here;
  private final List<ReleaseStore> copies;

  private ReleaseStores(ReleaseStore here, List<ReleaseStore> copies) {
    this.here = here;
    this.copies = List.copyOf(copies);
  }

  /**
   * A bucket of an object store that speaks the S3 protocol. Credentials come from where its
   * clients look for them: {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}, or a role.
   *
   * @param name the bucket
   * @param endpoint the object store, empty for the one of the region
   * @param region its region
   */
  public record Bucket(String name, Optional<URI> endpoint, String region) {}

  /** Releases are kept in a folder, and in a bucket if there is one. */
  public static ReleaseStores of(FolderStore folder, Optional<Bucket> bucket) {
    return new ReleaseStores(
        folder,
        bucket.<ReleaseStore>map(one -> new S3Store(client(one), one.name())).stream().toList());
  }

  static S3Client client(Bucket bucket) {
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(bucket.region()))
            // Many stores that speak the protocol do not know the newer ways to send checksums.
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECTS_WITHIN)
                    .socketTimeout(ANSWERS_WITHIN));
    bucket.endpoint().ifPresent(where -> client.endpointOverride(where).forcePathStyle(true));
    return client.build();
  }

  /** Returns whether there is any copy elsewhere. */
  public boolean haveCopies() {
    return !copies.isEmpty();
  }

  /**
   * Puts a file that is replaced with each release into every copy.
   *
   * @param name relative to where releases are served
   * @param contentType what it is
   */
  public void copy(String name, Path file, String contentType) throws IOException {
    for (ReleaseStore copy : copies) {
      copy.put(name, file, contentType);
    }
  }

  ReleaseStore here() {
    return here;
  }

  List<ReleaseStore> copies() {
    return copies;
  }
}
