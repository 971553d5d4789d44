package org.tocsin.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.tocsin.consumer.Consumers;
import org.tocsin.enrolment.AgentActivity;

/** Writes what was seen of agents and consumers since the last time. */
@ApplicationScoped
class Activity {

  private final AgentActivity agents;
  private final Consumers consumers;

  Activity(AgentActivity agents, Consumers consumers) {
    this.agents = agents;
    this.consumers = consumers;
  }

  void write() {
    try {
      agents.flush();
    } finally {
      consumers.flush();
    }
  }
}
