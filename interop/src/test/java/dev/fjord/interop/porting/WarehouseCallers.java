package dev.fjord.interop.porting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.RemoteErrorException;
import dev.fjord.rpc.RpcClient;

/** The tests that the service's callers have had all along; no step of the port touches them. */
final class WarehouseCallers {
  private final Warehouse warehouse;

  WarehouseCallers(RpcClient client) {
    this.warehouse = client.proxy(Warehouse.class);
  }

  void testAll() {
    final int before = warehouse.stock("bolt");
    assertThat(warehouse.price("bolt", 12)).isEqualTo(36);
    assertThat(warehouse.reserve("bolt", 2)).isEqualTo("booked 2 bolt");
    warehouse.ship("bolt", 2);
    assertThat(warehouse.stock("bolt")).isEqualTo(before - 2);
    assertThat(warehouse.list("n")).containsExactly("nail", "nut");
    assertThatThrownBy(() -> warehouse.stock("anvil"))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageContaining("there is no anvil");
  }
}
