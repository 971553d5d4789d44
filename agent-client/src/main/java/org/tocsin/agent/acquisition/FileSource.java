package org.tocsin.agent.acquisition;

/** Files that are configured together, and where their lines go. */
record FileSource(Origin.Files origin, Outlet outlet) {
  Framing framing() {
    return origin.framed() ? Framing.container() : Framing.none();
  }
}
