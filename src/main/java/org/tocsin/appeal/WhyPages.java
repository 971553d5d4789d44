package org.tocsin.appeal;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tocsin.address.Address;
import org.tocsin.page.Form;
import org.tocsin.page.Frame;
import org.tocsin.page.Pages;
import org.tocsin.page.Refusal;
import org.tocsin.review.ReviewQueue;

/** What people see of an address in a browser, and what their forms do. */
@ApplicationScoped
class WhyPages {

  private final Explained explained;
  private final SelfDelisting delisting;
  private final Appeals appeals;
  private final RemoteAddress remote;
  private final PublicForms forms;
  private final Pages pages;

  WhyPages(
      Explained explained,
      SelfDelisting delisting,
      Appeals appeals,
      RemoteAddress remote,
      PublicForms forms,
      Pages pages) {
    this.explained = explained;
    this.delisting = delisting;
    this.appeals = appeals;
    this.remote = remote;
    this.forms = forms;
    this.pages = pages;
  }

  /** One request for the page about an address. */
  private record Visit(Address about, Optional<Address> from, String server) {}

  private Visit visit(String text, HttpServerRequest request) {
    Address about =
        Address.parse(text)
            .orElseThrow(
                () ->
                    new Refusal(
                        400,
                        "That is not an address. Give one IPv4 or IPv6 address, such as 192.0.2.1"
                            + " or 2001:db8::1, without a port and without a range."));
    return new Visit(about, remote.of(request), forms.server(request));
  }

  Response show(String text, HttpServerRequest request) {
    return page(200, visit(text, request), Optional.empty(), WhyView.Typed.NOTHING);
  }

  /** The page without an address: only where to type one. */
  Response ask(HttpServerRequest request) {
    Frame frame = frame("Is an address listed?", "", Optional.empty());
    return pages.page(
        200, "appeal/ask.jte", frame, remote.of(request).map(Address::toString).orElse(""));
  }

  private static Frame frame(String title, String token, Optional<String> said) {
    return new Frame(title, WhyResource.PATH, List.of(), Optional.empty(), token, said);
  }

  private Response page(int status, Visit visit, Optional<String> said, WhyView.Typed typed) {
    WhyView view =
        new WhyView(
            explained.of(visit.about()),
            visit.about().reservedFor(),
            visit.from().map(Address::toString),
            visit.server(),
            typed);
    Frame frame =
        frame("The address " + visit.about(), forms.token(visit.about(), visit.from()), said);
    return pages.page(status, "appeal/why.jte", frame, view);
  }

  private Response page(int status, Visit visit, String said) {
    return page(status, visit, Optional.of(said), WhyView.Typed.NOTHING);
  }

  private Response later(int status, Visit visit, String said, Duration retryAfter) {
    return Response.fromResponse(page(status, visit, said))
        .header("Retry-After", Math.max(1, retryAfter.toSeconds()))
        .build();
  }

  Response delist(String text, byte[] body, HttpServerRequest request) {
    Visit visit = visit(text, request);
    forms.read(body, request, visit.about(), visit.from());
    SelfDelisting.Outcome outcome = delisting.delist(visit.about(), visit.from());
    if (outcome instanceof SelfDelisting.Outcome.Off off) {
      return page(
          200,
          visit,
          "Done: the address was taken off with release "
              + off.serial()
              + ". Whoever uses the list follows when they fetch it next.");
    }
    if (outcome instanceof SelfDelisting.Outcome.TooSoon soon) {
      return later(
          429,
          visit,
          "This address was taken off within the last "
              + SelfDelisting.ONCE_IN.toDays()
              + " days and attacked again. It can be taken off in this way again in "
              + words(soon.retryAfter())
              + "; until then, ask a person below.",
          soon.retryAfter());
    }
    if (outcome instanceof SelfDelisting.Outcome.Busy) {
      return later(
          503,
          visit,
          "Others are being taken off right now. Send it again in half a minute.",
          WhyResource.MOMENT);
    }
    return outcome instanceof SelfDelisting.Outcome.NotListed
        ? page(404, visit, "This address is not listed, so it cannot be taken off.")
        : page(
            403,
            visit,
            "Nothing was changed: this must be sent from " + visit.about() + " itself.");
  }

  Response appeal(String text, byte[] body, HttpServerRequest request) {
    Visit visit = visit(text, request);
    Form form = forms.read(body, request, visit.about(), visit.from());
    ReviewQueue.Appeal appeal;
    try {
      appeal =
          new ReviewQueue.Appeal(
              form.prose("text", WhyResource.LONGEST_TEXT),
              form.text("contact", WhyResource.LONGEST_CONTACT));
    } catch (Refusal e) {
      return page(e.getResponse().getStatus(), visit, Optional.of(e.sentence()), typed(form));
    }
    Appeals.Outcome outcome = appeals.appeal(visit.about(), visit.from(), appeal);
    if (outcome instanceof Appeals.Outcome.Open open) {
      return page(
          200,
          visit,
          "Thank you. A person will decide by " + open.dueAt() + "; look at this page again then.");
    }
    if (outcome instanceof Appeals.Outcome.TooMany many) {
      return later(
          429,
          visit,
          "There were too many appeals today. Send yours again in "
              + words(many.retryAfter())
              + ".",
          many.retryAfter());
    }
    if (outcome instanceof Appeals.Outcome.OpenAlready) {
      return page(409, visit, "Somebody has appealed for this address already.");
    }
    return page(
        404,
        visit,
        outcome instanceof Appeals.Outcome.NotListed
            ? "This address is not listed, so there is nothing to appeal against."
            : "This server takes no appeals.");
  }

  /** Whatever was typed is given back, so that nobody has to write it again. */
  private static WhyView.Typed typed(Form form) {
    return new WhyView.Typed(first(form, "text"), first(form, "contact"));
  }

  private static String first(Form form, String field) {
    return form.all(field).stream().findFirst().orElse("");
  }

  private static String words(Duration wait) {
    if (wait.toHours() < 2) {
      return wait.toMinutes() + 1 + " minutes";
    }
    return wait.toDays() < 2 ? wait.toHours() + 1 + " hours" : wait.toDays() + 1 + " days";
  }
}
