package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;

/** Where in the console people find what a message tells them of. */
@ApplicationScoped
class ConsoleLinks {

  private final String base;

  ConsoleLinks(ServerConfig config) {
    String url = config.publicUrl().orElse("/");
    this.base = (url.endsWith("/") ? url : url + "/") + "console/";
  }

  String queue() {
    return base + "reviews";
  }

  String reviewCase(long id) {
    return base + "reviews/" + id;
  }

  /** What is held back waits as a case. */
  String parkedRun() {
    return base + "reviews?kind=run";
  }

  /** An organisation that reported bait is asked about as a case. */
  String organisations() {
    return base + "reviews?kind=organisation";
  }

  String overview() {
    return base;
  }
}
