package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A unary call of gRPC in one JVM, with gRPC's default executors. */
public final class GrpcInProcess implements Subject {
  private static final String NAME = "bench";

  private final MethodDescriptor<String, String> method =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("Bench/echo")
          .setRequestMarshaller(new TextMarshaller())
          .setResponseMarshaller(new TextMarshaller())
          .build();
  private final Server server;
  private final ManagedChannel channel;

  /** Opens both ends. */
  public GrpcInProcess(Parameters parameters) throws IOException {
    String name = parameters.text("name", NAME);
    server =
        InProcessServerBuilder.forName(name)
            .addService(
                ServerServiceDefinition.builder("Bench")
                    .addMethod(method, ServerCalls.asyncUnaryCall(GrpcInProcess::echo))
                    .build())
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @Override
  public void start(Payload payload, Completion completion) {
    ClientCalls.asyncUnaryCall(
        channel.newCall(method, CallOptions.DEFAULT),
        payload.text(),
        new StreamObserver<>() {
          @Override
          public void onNext(String reply) {
            completion.reply(payload, reply);
          }

          @Override
          public void onError(Throwable failure) {
            completion.fail(failure);
          }

          @Override
          public void onCompleted() {}
        });
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private static void echo(String text, StreamObserver<String> reply) {
    reply.onNext(text);
    reply.onCompleted();
  }
}
