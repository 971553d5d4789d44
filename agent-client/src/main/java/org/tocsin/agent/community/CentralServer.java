package org.tocsin.agent.community;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tocsin.agent.community.EnrolmentFailure.NoUsableAnswer;
import org.tocsin.agent.community.EnrolmentFailure.ServerRefused;
import org.tocsin.agent.community.HttpExchange.Answer;

/**
 * The registration, login and enrolment calls of one central server. Immutable and safe to share
 * between threads.
 */
public final class CentralServer {
  private final ServerUrl url;
  private final HttpExchange http;

  public CentralServer(ServerUrl url, String userAgent, Timeouts timeouts) {
    this.url = url;
    this.http = new HttpExchange(userAgent, timeouts);
  }

  ServerUrl url() {
    return url;
  }

  /** Whether a registration made a new machine, or met one that has this login already. */
  enum Registered {
    NEW,
    LOGIN_TAKEN
  }

  Registered register(Watcher watcher) throws EnrolmentFailure {
    Answer answer =
        http.post(
            url.resolve("v3/watchers"),
            new Wire.Registration(watcher.login(), watcher.password()),
            Optional.empty());
    if (answer.isSuccess()) {
      return Registered.NEW;
    }
    String message = message(answer).toLowerCase(Locale.ROOT);
    if (answer.status() == 500 && message.contains("already registered")) {
      return Registered.LOGIN_TAKEN;
    }
    throw refusal("registration", answer, watcher.password());
  }

  Token login(Watcher watcher) throws EnrolmentFailure {
    return login(watcher, List.of());
  }

  /** Logs in, telling the server which scenarios are watched for. */
  Token login(Watcher watcher, List<String> scenarios) throws EnrolmentFailure {
    Answer answer =
        http.post(
            url.resolve("v3/watchers/login"),
            new Wire.Login(watcher.login(), watcher.password(), scenarios),
            Optional.empty());
    if (!answer.isSuccess()) {
      throw refusal("login", answer, watcher.password());
    }
    return http.read(answer, Wire.LoggedIn.class)
        .flatMap(loggedIn -> Optional.ofNullable(loggedIn.token()))
        .filter(Token::isUsable)
        .map(Token::new)
        .orElseThrow(
            () ->
                new NoUsableAnswer(
                    url
                        + " answered the login with HTTP "
                        + answer.status()
                        + " but without a usable token; is this a central server?"));
  }

  Standing enrol(Token token, EnrolmentRequest asked) throws EnrolmentFailure {
    Answer answer =
        http.post(
            url.resolve("v3/watchers/enroll"),
            new Wire.Enrol(asked.key().text(), asked.name(), asked.tags(), asked.overwrite()),
            Optional.of(token));
    if (!answer.isSuccess()) {
      throw refusal("enrolment", answer, token.text());
    }
    return switch (answer.status()) {
      // Exactly 200 means the machine was enrolled before, unless that was to be overwritten.
      case 200 -> asked.overwrite() ? Standing.ENROLLED : Standing.ALREADY_ENROLLED;
      case 202 -> Standing.AWAITING_APPROVAL;
      default -> Standing.ENROLLED;
    };
  }

  private EnrolmentFailure refusal(String what, Answer answer, String secret) {
    String status = " (HTTP " + answer.status() + ")";
    if (answer.isRedirect()) {
      String target = answer.location().map(Words::cleaned).orElse("an address it does not name");
      return new ServerRefused(
          url
              + " redirects the "
              + what
              + " to "
              + target
              + status
              + "; redirects are not followed, give the server's own address",
          answer.status());
    }
    String said = Words.cleaned(message(answer).replace(secret, "(hidden)"));
    String why = said.isEmpty() ? ": no reason given in JSON" : ": " + said;
    return answer.status() < 500
        ? new ServerRefused(url + " refused the " + what + why + status, answer.status())
        : new NoUsableAnswer(url + " failed at the " + what + why + status);
  }

  private String message(Answer answer) {
    return http.read(answer, Wire.Refusal.class)
        .flatMap(refusal -> Optional.ofNullable(refusal.message()))
        .orElse("");
  }
}
