package org.tocsin.lab;

/** To whom an address is handed out. */
enum Tier {
  /** To everybody. */
  GLOBAL,
  /** To some organisations only. */
  SCOPED
}
