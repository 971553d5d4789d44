package org.tocsin.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Makes pages of templates, with what every page is sent with. */
@ApplicationScoped
public class Pages {

  /** Nothing but our own files, no script or style in the page itself, no frame around it. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "org.tocsin");
  private final Assets assets;

  Pages(Assets assets) {
    this.assets = assets;
  }

  /** Returns a page: a template, what stands around it, and what it shows, as {@code shown}. */
  public Response page(int status, String template, Frame frame, Object shown) {
    return answer(status, text(template, frame, shown));
  }

  /** What takes its time. */
  public interface Work {
    /**
     * Does it and returns what the page shows.
     *
     * @param before takes blank lines meanwhile, which stand before the page
     */
    Object done(OutputStream before) throws IOException;
  }

  /** Returns a page that is there when some work is done; its connection is kept open by that. */
  public Response later(String template, Frame frame, Work work) {
    StreamingOutput body =
        to -> {
          Object shown = work.done(to);
          to.write(text(template, frame, shown).getBytes(StandardCharsets.UTF_8));
        };
    return answer(200, body);
  }

  private String text(String template, Frame frame, Object shown) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("frame", frame);
    parameters.put("assets", assets);
    parameters.put("shown", shown);
    StringOutput out = new StringOutput();
    templates.render(template, parameters, out);
    return out.toString();
  }

  private static Response answer(int status, Object body) {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store")
        .entity(body)
        .build();
  }
}
