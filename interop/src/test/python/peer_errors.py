"""Exceptions that the peer's endpoints raise; a module of their own, so that a caller can allow it."""


class BookingError(Exception):
    """An application's exception with keyword arguments, as many OpenStack services define them."""

    def __init__(self, message=None, **kwargs):
        self.kwargs = kwargs
        super().__init__(message or "booking failed: %s" % sorted(kwargs.items()))


class ExpectedError(Exception):
    """Raised by an endpoint method that declares it as expected."""
