package dev.fjord.interop.porting;

import java.util.List;

/** The service as its callers see it, whatever it is inside. */
interface Warehouse {
  long price(String item, int pieces);

  String reserve(String item, int pieces);

  int stock(String item);

  List<String> list(String prefix);

  void ship(String item, int pieces);
}
