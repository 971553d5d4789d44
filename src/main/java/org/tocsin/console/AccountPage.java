package org.tocsin.console;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;
import org.tocsin.account.Sessions;
import org.tocsin.account.passkey.Passkey;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;

/** How one signs in, and where one is signed in. */
@RequestScoped
class AccountPage {

  static final String PATH = "/console/account";

  private static final int MOST_SESSIONS = 50;

  /**
   * What it shows.
   *
   * @param operator whose it is
   * @param ways how one can sign in
   * @param sessions the newest ones
   * @param here the number of the session that asks
   */
  record View(Operator operator, WaysIn.Found ways, List<Sessions.Listed> sessions, long here) {

    /** Returns how many recovery codes are left; empty if there is no password. */
    public Optional<Integer> codesLeft() {
      return ways.codesLeft();
    }

    /** Returns one's passkeys. */
    public List<Passkey> passkeys() {
      return ways.passkeys();
    }
  }

  private final Operators operators;
  private final Sessions sessions;
  private final WaysIn ways;
  private final Pages pages;
  private final Visitor visitor;
  private final InstantSource clock;

  AccountPage(
      Operators operators,
      Sessions sessions,
      WaysIn ways,
      Pages pages,
      Visitor visitor,
      InstantSource clock) {
    this.operators = operators;
    this.sessions = sessions;
    this.ways = ways;
    this.pages = pages;
    this.visitor = visitor;
    this.clock = clock;
  }

  Response answer(int status, Optional<String> said) {
    Frame frame = visitor.frame("Your account", PATH, said);
    return pages.page(
        status, "console/account.jte", frame, QuarkusTransaction.requiringNew().call(this::view));
  }

  /** Whoever asks; a session of somebody who was revoked meanwhile is none. */
  Operator operator() {
    return operators.find(visitor.operator()).orElseThrow(() -> Refusal.notFound("operator"));
  }

  private View view() {
    Operator operator = operator();
    return new View(
        operator,
        ways.of(operator.id()),
        sessions.list(operator.id(), MOST_SESSIONS, clock.instant()),
        visitor.session());
  }
}
