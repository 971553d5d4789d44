package org.tocsin.blocklist;

import io.vertx.core.http.HttpHeaders;

/** Names of headers, checked once instead of with each answer, and spelt as people spell them. */
final class Header {

  static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
  static final CharSequence CONTENT_ENCODING = HttpHeaders.createOptimized("Content-Encoding");
  static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
  static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  static final CharSequence ETAG = HttpHeaders.createOptimized("ETag");
  static final CharSequence LAST_MODIFIED = HttpHeaders.createOptimized("Last-Modified");
  static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
  static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("Accept-Encoding");

  private Header() {}
}
