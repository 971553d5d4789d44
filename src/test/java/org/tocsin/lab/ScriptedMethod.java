package org.tocsin.lab;

import java.util.ArrayList;
import java.util.List;

/** A method whose list is told to it. Scoped addresses go to the organisations named. */
final class ScriptedMethod implements Method {

  private final Published global = new Published(Tier.GLOBAL);
  private final Published scoped = new Published(Tier.SCOPED);
  private List<Integer> scope = List.of();
  final List<Report> accepted = new ArrayList<>();
  final List<Integer> overruled = new ArrayList<>();

  void list(int address, long at) {
    global.add(address, at);
  }

  void unlist(int address, long at) {
    global.remove(address, at);
  }

  void scope(int address, long at, Integer... organisations) {
    scoped.add(address, at);
    scope = List.of(organisations);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public void accept(Report report) {
    accepted.add(report);
  }

  @Override
  public void advanceTo(long time) {}

  @Override
  public boolean lists(int address) {
    return global.contains(address);
  }

  @Override
  public boolean delivers(int address, int organisation) {
    return lists(address) || (scoped.contains(address) && scope.contains(organisation));
  }

  @Override
  public int[] deliveredTo(int organisation) {
    return global.all();
  }

  @Override
  public void overrule(int address) {
    overruled.add(address);
  }

  @Override
  public List<Change> drain() {
    List<Change> all = new ArrayList<>(global.drain());
    all.addAll(scoped.drain());
    return all;
  }
}
