package org.tocsin.consumer;

/** What the operator decided about who may download. */
public interface PublicList {

  /** Returns whether everybody may, without a key. */
  boolean isPublic();
}
