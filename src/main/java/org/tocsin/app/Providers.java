package org.tocsin.app;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import org.tocsin.consumer.PublicList;
import org.tocsin.curation.Curator;
import org.tocsin.curation.Exemptions;
import org.tocsin.curation.Ledgers;
import org.tocsin.curation.Reviews;
import org.tocsin.curation.RuleBook;
import org.tocsin.curation.TrustLedger;
import org.tocsin.curation.VerdictLedger;
import org.tocsin.curation.rules.RulesRefused;
import org.tocsin.enrolment.TokenKeys;
import org.tocsin.evidence.EvidenceLedger;
import org.tocsin.http.ServerAddress;
import org.tocsin.network.AsnTable;
import org.tocsin.network.Standpoints;
import org.tocsin.privatelist.ListKey;
import org.tocsin.release.FolderStore;
import org.tocsin.release.ReleaseKeys;
import org.tocsin.release.ReleaseStores;
import org.tocsin.review.Grace;
import org.tocsin.trust.AddressHash;

/** Makes the values that everything else is given. */
final class Providers {

  private Providers() {}

  @Produces
  @Singleton
  static InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  static SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  static RulesInForce rulesInForce(ServerConfig config) throws RulesRefused {
    return new RulesInForce(config.rules());
  }

  /** The rules at the moment of asking: whoever lives longer asks again, through a provider. */
  @Produces
  @Dependent
  static RuleBook ruleBook(RulesInForce rules) {
    return rules.book();
  }

  @Produces
  @Singleton
  static Ledgers ledgers(
      EvidenceLedger evidence,
      VerdictLedger verdicts,
      TrustLedger trust,
      Reviews reviews,
      Exemptions exemptions) {
    return new Ledgers(evidence, verdicts, trust, reviews, exemptions);
  }

  @Produces
  @Singleton
  static Curator curator(Ledgers ledgers) {
    return new Curator(ledgers, new JoinedTransactions());
  }

  @Produces
  @Singleton
  static AddressHash addressHash(ServerConfig config, SecureRandom random) {
    return AddressKeyFile.readOrCreate(config.data(), random);
  }

  @Produces
  @Singleton
  static TokenKeys tokenKeys(ServerConfig config, SecureRandom random) {
    return config
        .tokenKeys()
        .map(TokenKeys::parse)
        .orElseGet(() -> TokenKeyFile.readOrCreate(config.data(), random));
  }

  @Produces
  @Singleton
  static ReleaseKeys releaseKeys(ServerConfig config, SecureRandom random) {
    return config
        .releaseKeys()
        .map(ReleaseKeys::parse)
        .orElseGet(() -> ReleaseKeyFile.readOrCreate(config.data(), random));
  }

  @Produces
  @Singleton
  static ListKey listKey(ServerConfig config, SecureRandom random) {
    return ListKeyFile.readOrCreate(config.data(), random);
  }

  @Produces
  @Singleton
  static ServerAddress serverAddress(ServerConfig config) {
    return new ServerAddress(config.publicUrl());
  }

  @Produces
  @Singleton
  static FolderStore releaseStore(ServerConfig config, InstantSource clock) {
    return new FolderStore(config.data().resolve("releases"), clock);
  }

  @Produces
  @Singleton
  static ReleaseStores releaseStores(FolderStore folder, ServerConfig config) {
    return ReleaseStores.of(
        folder,
        config
            .release()
            .bucket()
            .map(
                name ->
                    new ReleaseStores.Bucket(
                        name, config.release().endpoint(), config.release().region())));
  }

  @Produces
  @Singleton
  static PublicList publicList(ServerConfig config) {
    return () -> config.blocklist().isPublic();
  }

  @Produces
  @Singleton
  static Grace grace(ServerConfig config) {
    return new Grace(config.review().grace());
  }

  @Produces
  @Singleton
  static AsnTable asnTable(ServerConfig config) {
    return config.asnTable().map(AsnTableFile::read).orElse(AsnTable.EMPTY);
  }

  @Produces
  @Singleton
  static Standpoints standpoints(AsnTable table, ServerConfig config, SecureRandom random) {
    return new Standpoints(table, NetworkKeyFile.readOrCreate(config.data(), random));
  }
}
