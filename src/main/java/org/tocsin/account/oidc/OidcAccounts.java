package org.tocsin.account.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tocsin.account.Operator;
import org.tocsin.account.Operators;
import org.tocsin.account.Role;

/**
 * Whom a provider's subjects are here: made at the first sign-in, with the role that their groups
 * have, and given the role of today at later ones. Joins the caller's transaction.
 */
@ApplicationScoped
public class OidcAccounts {

  private static final int LONGEST_NAME = 100;
  private static final Pattern NOT_PRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /**
   * Somebody who may come in.
   *
   * @param operator who, as of now
   * @param act what was changed about them, as the audit record calls it
   */
  public record Admitted(Operator operator, Optional<String> act) {}

  private final Operators operators;
  private final Subjects subjects;

  OidcAccounts(Operators operators, Subjects subjects) {
    this.operators = operators;
    this.subjects = subjects;
  }

  /** Returns who comes in; empty if they were revoked here, or their names are taken. */
  public Optional<Admitted> admit(OidcSignIn.Identity identity, Role role) {
    Optional<Long> known = subjects.find(identity.issuer(), identity.subject());
    return known.isPresent()
        ? known.flatMap(operators::find).map(operator -> update(operator, role))
        : create(identity, role);
  }

  /** The last administrator stays one, whatever the provider says: somebody has to be. */
  private Admitted update(Operator operator, Role role) {
    if (operator.role() == role || operators.isLastAdministrator(operator.id())) {
      return new Admitted(operator, Optional.empty());
    }
    return new Admitted(
        operators.change(operator.id(), role, Optional.empty()).orElseThrow(),
        Optional.of("operator.change"));
  }

  private Optional<Admitted> create(OidcSignIn.Identity identity, Role role) {
    return Stream.of(identity.name(), identity.name() + " " + identity.subject())
        .map(OidcAccounts::plain)
        .flatMap(name -> operators.create(name, role, Optional.empty()).stream())
        .findFirst()
        .map(Operators.NewOperator::operator)
        .map(
            operator -> {
              subjects.add(identity.issuer(), identity.subject(), operator.id());
              return new Admitted(operator, Optional.of("operator.create"));
            });
  }

  /** The end is kept, since a subject stands there. */
  private static String plain(String name) {
    String plain = NOT_PRINTABLE.matcher(name).replaceAll("?").strip();
    return plain.length() <= LONGEST_NAME
        ? plain
        : plain.substring(plain.offsetByCodePoints(plain.length() - LONGEST_NAME, 0));
  }
}
