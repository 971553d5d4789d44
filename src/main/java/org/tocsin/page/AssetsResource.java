package org.tocsin.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Hands out what pages use. */
@Path(Assets.FOLDER)
@PermitAll
class AssetsResource {

  private final Assets assets;

  AssetsResource(Assets assets) {
    this.assets = assets;
  }

  /** Returns a file; at another hash than its own there is none. */
  @GET
  @Path("{hash}/{name}")
  public Response file(@PathParam("hash") String hash, @PathParam("name") String name) {
    Assets.Asset asset =
        assets
            .find(name)
            .filter(file -> file.hash().equals(hash))
            .orElseThrow(NotFoundException::new);
    return Response.ok(asset.text())
        .header("Content-Type", asset.type())
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
