package org.tocsin.lab;

/** An option of the lab has a value that makes no sense. */
public final class LabRefused extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  LabRefused(String option, String value, String why) {
    super(option + " " + value + ": " + why);
  }
}
