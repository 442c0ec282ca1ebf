package dev.fjord.interop.wire;

import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Java at a broker, and the bare broker beside it. */
abstract class WireFixture {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  final Ledger ledger = new Ledger();
  Bench bench;
  RawBroker raw;
  String topic;

  @BeforeEach
  void open() {
    bench = new Bench(Wire.RABBITMQ, rabbit);
    raw = bench.keep(rabbit.raw());
    topic = bench.topic().requireTopic();
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    bench.close();
  }
}
