package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteErrorsTest {
  static final class InstanceNotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InstanceNotFound(String message) {
      super(message);
    }
  }

  private final RemoteErrors errors =
      RemoteErrors.none()
          .with(
              "nova.exception",
              "InstanceNotFound",
              failure -> new InstanceNotFound(failure.message()));

  @Test
  void aRegisteredFailureIsThrownAsTheApplicationsException() {
    RemoteErrorException remote = error("nova.exception", "InstanceNotFound");
    assertThat(errors.toThrow(remote))
        .isInstanceOf(InstanceNotFound.class)
        .hasMessage("no vm-7")
        .hasCause(remote);
  }

  @ParameterizedTest
  @CsvSource({
    "nova.exception, InstanceNotFound_Remote",
    "nova.exception.other, InstanceNotFound",
    "nova.exception, instancenotfound",
    "builtins, ValueError",
    "'', ''",
    "java.lang, System",
  })
  void anyOtherStaysARemoteError(String module, String type) {
    RemoteErrorException remote = error(module, type);
    assertThat(errors.toThrow(remote)).isSameAs(remote);
  }

  @Test
  void aFactoryThatFailsLeavesTheRemoteError() {
    RemoteErrors broken =
        errors.with(
            "nova.exception",
            "InstanceNotFound",
            failure -> {
              throw new IllegalStateException("made up");
            });
    RemoteErrorException remote = error("nova.exception", "InstanceNotFound");
    assertThat(broken.toThrow(remote)).isSameAs(remote);
  }

  @Test
  void whatWasMadeOfAFailureIsKnownByItsFirstName() {
    RemoteErrorException remote = error("nova.exception", "InstanceNotFound");
    assertThat(RemoteErrors.originOf(errors.toThrow(remote))).contains(remote.failure());
    assertThat(RemoteErrors.originOf(remote)).contains(remote.failure());
  }

  @Test
  void anExceptionThatOnlyWrapsARemoteErrorIsItsOwn() {
    RemoteErrorException remote = error("nova.exception", "InstanceNotFound");
    assertThat(RemoteErrors.originOf(new IllegalStateException("wrapped", remote))).isEmpty();
    assertThat(RemoteErrors.originOf(new IllegalStateException("plain"))).isEmpty();
  }

  private static RemoteErrorException error(String module, String type) {
    return new RemoteErrorException(RemoteFailure.of(type, module, "no vm-7"));
  }
}
