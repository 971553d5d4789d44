package org.tocsin.lab;

/** What a sensor saw, by the scenario's name, with the labels that the shipped rules give it. */
enum Kind {
  SSH_BF("crowdsecurity/ssh-bf", 3, 0, false),
  HTTP_BF("crowdsecurity/http-generic-bf", 3, 0, false),
  HTTP_CVE("crowdsecurity/http-cve-2021-41773", 3, 0, true),
  HTTP_SENSITIVE_FILES("crowdsecurity/http-sensitive-files", 3, 0, true),
  MODSECURITY("crowdsecurity/modsecurity", 2, 0, true),
  MAIL_HELO("crowdsecurity/postfix-helo-rejected", 2, 0, false),
  HTTP_PROBING("crowdsecurity/http-probing", 1, 0, true),
  BAD_USER_AGENT("crowdsecurity/http-bad-user-agent", 1, 0, false),
  CRAWL("crowdsecurity/http-crawl-non_statics", 1, 0, true),
  PORT_SCAN("crowdsecurity/iptables-scan-multi_ports", 1, 3, false);

  private final String scenario;
  private final int confidence;
  private final int spoofable;
  private final boolean reflectable;

  Kind(String scenario, int confidence, int spoofable, boolean reflectable) {
    this.scenario = scenario;
    this.confidence = confidence;
    this.spoofable = spoofable;
    this.reflectable = reflectable;
  }

  String scenario() {
    return scenario;
  }

  /** Returns 1 for what innocent clients trip too, to 3 for an attack. */
  int confidence() {
    return confidence;
  }

  /** Returns 0 where the source spoke to the witness, up to 3 where anybody may forge it. */
  int spoofable() {
    return spoofable;
  }

  /** Returns whether a link on some page can make an innocent crawler send it. */
  boolean reflectable() {
    return reflectable;
  }
}
