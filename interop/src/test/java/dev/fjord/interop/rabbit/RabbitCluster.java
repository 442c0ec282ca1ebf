package dev.fjord.interop.rabbit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Three nodes on loopback that are one broker, with a majority that decides.
 *
 * <p>Confined to one thread; every method may block.
 */
public final class RabbitCluster implements AutoCloseable {
  private static final int NODES = 3;

  private final List<RabbitNode> nodes = new ArrayList<>();

  private RabbitCluster() {}

  /** Starts the nodes and waits until all are members. */
  public static RabbitCluster start() {
    RabbitCluster cluster = new RabbitCluster();
    try {
      for (int i = 0; i < NODES; i++) {
        RabbitNode.Builder builder =
            RabbitNode.builder().setting("cluster_partition_handling", "pause_minority");
        if (i > 0) {
          builder.joining(cluster.nodes.get(0));
        }
        cluster.nodes.add(builder.start());
      }
      String members = cluster.nodes.get(0).eval("length(rabbit_nodes:all_running())");
      if (!members.equals(Integer.toString(NODES))) {
        throw new IllegalStateException("the cluster has " + members + " members, not " + NODES);
      }
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The nodes. */
  public List<RabbitNode> nodes() {
    return List.copyOf(nodes);
  }

  /** The transport URL that names every node. */
  public String url() {
    return nodes.stream()
        .map(node -> "guest:guest@127.0.0.1:" + node.port())
        .collect(Collectors.joining(",", "rabbit://", "/"));
  }

  /** The node that leads a quorum queue of the default virtual host. */
  public RabbitNode leader(String queue) {
    String leader =
        nodes
            .get(0)
            .eval(
                """
                begin {ok, Q} = rabbit_amqqueue:lookup({resource, <<"/">>, queue, <<"%s">>}),
                  {_, Node} = amqqueue:get_pid(Q), atom_to_binary(Node) end
                """
                    .formatted(queue));
    return nodes.stream()
        .filter(node -> node.name().equals(leader))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no node is named " + leader));
  }

  /** Kills and deletes all nodes. */
  @Override
  public void close() {
    // The first last: the others use its port mapper.
    nodes.reversed().forEach(RabbitNode::close);
  }
}
