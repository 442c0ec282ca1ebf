"""An oslo.messaging peer that a test drives with lines of JSON.

    peer.py client     --url U
    peer.py rpc-server --url U --topic T --server S [--exchange E] [--namespace N] [--version V]
    peer.py listener   --url U --topic T ... [--exchange E] [--pool P] [--priorities info,error]
                       [--allow-requeue] [--requeue-first N] [--batch-size N] [--batch-timeout S]

A client can also serve and listen, on any URL, when it is told to.

Standard input takes commands, one JSON object a line; each runs in a thread of its own and is
answered by {"id": ..., "result": ...} or {"id": ..., "error": {...}}. What happens on its own is
reported as {"event": ...}; the first line is {"event": "ready"}. The peer stops at the end of its
input and at SIGTERM. README.md beside this file lists the commands.
"""

import argparse
import decimal
import json
import logging
import os
import signal
import sys
import threading

from oslo_config import cfg
import oslo_messaging
from oslo_messaging import opts
from oslo_messaging.notify import _impl_routing
from oslo_messaging.notify import log_handler
import yaml

import peer_errors

CONF = cfg.CONF
STOP_LIMIT_SECONDS = 8
PRIORITIES = "audit,debug,info,warn,error,critical,sample"


class Output:
    """Writes one JSON object a line; used by every thread."""

    def __init__(self, stream):
        self._stream = stream
        self._lock = threading.Lock()

    def write(self, value):
        try:
            line = json.dumps(value)
        except (TypeError, ValueError) as e:
            line = json.dumps({"id": value.get("id"), "error": describe(e)})
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()

    def event(self, name, **fields):
        self.write({"event": name, **fields})


def describe(e):
    """Describes an exception as a peer saw it."""
    found = {"class": type(e).__name__, "module": type(e).__module__, "message": str(e)}
    if isinstance(e, oslo_messaging.RemoteError):
        found["exc_type"] = e.exc_type
        found["value"] = e.value
        found["traceback"] = e.traceback
    else:
        found["args"] = [a if isinstance(a, (int, float, str)) else repr(a) for a in e.args]
        found["kwargs"] = getattr(e, "kwargs", {})
    return found


def present(command, *names):
    """The named fields that a command has; an explicit null counts as given."""
    return {name: command[name] for name in names if name in command}


class Client:
    """Carries out the commands that README.md lists."""

    TARGET = ("exchange", "topic", "namespace", "version", "server", "fanout")

    def __init__(self, args, output):
        self._args = args
        self._output = output
        self._lock = threading.Lock()
        self._transports = {}
        self._notifiers = {}
        self._servers = {}

    def start(self):
        pass

    def _transport(self, kind, command):
        """A transport for each URL, so that options in its query differ from command to command."""
        url = command.get("url", self._args.url)
        with self._lock:
            if (kind, url) not in self._transports:
                self._transports[kind, url] = new_transport(kind, self._args, url)
            return self._transports[kind, url]

    def _prepared(self, command):
        settings = present(command, "version_cap", "retry", "timeout", "call_monitor_timeout")
        if "at_least_once" in command:
            settings["transport_options"] = oslo_messaging.TransportOptions(
                at_least_once=command["at_least_once"])
        target = oslo_messaging.Target(**present(command, *self.TARGET))
        return oslo_messaging.get_rpc_client(self._transport("rpc", command), target, **settings)

    def op_call(self, command):
        return self._prepared(command).call(
            command.get("ctxt", {}), command["method"], **command.get("args", {}))

    def op_cast(self, command):
        self._prepared(command).cast(
            command.get("ctxt", {}), command["method"], **command.get("args", {}))

    def op_fanout(self, command):
        self.op_cast({**command, "fanout": True})

    def op_can_send_version(self, command):
        return self._prepared(command).can_send_version(command["requested"])

    def op_notify(self, command):
        driver = command.get("driver", "messagingv2")
        topics = tuple(command.get("topics", ["notifications"]))
        publisher = command.get("publisher_id", "peer.host1")
        retry = command.get("retry", -1)
        transport = self._transport("notification", command)
        with self._lock:
            key = (driver, topics, publisher, retry, command.get("url"))
            if key not in self._notifiers:
                self._notifiers[key] = oslo_messaging.Notifier(
                    transport, publisher_id=publisher, driver=driver, topics=list(topics),
                    retry=retry)
            notifier = self._notifiers[key]
        emit = getattr(notifier, command.get("priority", "info").lower())
        emit(command.get("ctxt", {}), command["event_type"], command.get("payload"))

    def op_serve(self, command):
        """Starts a server on a transport of its own; events carry its name."""
        name = command["server"]
        interface = oslo_messaging.Target(
            **present(command, "namespace", "version", "legacy_namespaces"))
        transport = new_transport("rpc", self._args, command.get("url", self._args.url))
        target = oslo_messaging.Target(**present(command, "exchange", "topic", "server"))
        self._begin(name, transport, oslo_messaging.get_rpc_server(
            transport, target, [Endpoint(self._output, interface, transport, name)],
            executor="threading"))

    def op_listen(self, command):
        """Starts a listener on a transport of its own; events carry its name."""
        name = command["name"]
        transport = new_transport("notification", self._args, command.get("url", self._args.url))
        targets = [oslo_messaging.Target(**target) for target in command["targets"]]
        recorder = Recorder(
            self._output, command.get("priorities", PRIORITIES), requeue_first=0, name=name)
        self._begin(name, transport, oslo_messaging.get_notification_listener(
            transport, targets, [recorder], executor="threading", pool=command.get("pool"),
            allow_requeue=command.get("allow_requeue", False)))

    def _begin(self, name, transport, server):
        try:
            server.start()
        except Exception:
            transport.cleanup()
            raise
        with self._lock:
            self._servers[name] = (server, transport)

    def op_end(self, command):
        """Ends what was started under the name."""
        with self._lock:
            server, transport = self._servers.pop(command["name"])
        server.stop()
        server.wait()
        transport.cleanup()

    def op_options(self, command):
        """The options of a group: names, defaults and deprecated names."""
        return [
            {"name": opt.dest, "default": opt.default,
             "old": [old.name for old in opt.deprecated_opts if old.name],
             "in_default": any(old.group == "DEFAULT" for old in opt.deprecated_opts)}
            for group, options in opts.list_opts() for opt in options if group == command["group"]]

    def op_conf(self, command):
        """The values of all options in a file, by group; others that it refers to are texts."""
        conf = cfg.ConfigOpts()
        for group, options in opts.list_opts():
            conf.register_opts(options, group=group)
        for group, name in command["others"]:
            conf.register_opt(cfg.StrOpt(name), group=None if group == "DEFAULT" else group)
        conf(["--config-file", command["file"]], project="peer", default_config_dirs=[])
        return {
            group or "DEFAULT": {
                opt.dest: (conf[group] if group else conf)[opt.dest] for opt in options}
            for group, options in opts.list_opts()}

    def op_filter(self, command):
        """What a filter rule says of each notification: true, false, or the error it raises."""
        rule = oslo_messaging.NotificationFilter(**command["rule"])
        answers = []
        for message in command["notifications"]:
            try:
                answers.append(rule.match(
                    message["context"], message["publisher_id"], message["event_type"],
                    message["metadata"], message["payload"]))
            except Exception as e:
                answers.append(type(e).__name__)
        return answers

    def op_route(self, command):
        """The drivers that the routing driver chooses for each notification.

        It cannot pass them on itself: 14.0.3 loads no driver with the stevedore of this system.
        """
        driver = _impl_routing.RoutingDriver(CONF, [], None)
        with open(command["file"]) as file:
            groups = yaml.safe_load(file)
        return [
            sorted({name for group in groups.values()
                    for name in driver._get_drivers_for_message(
                        group, message["event_type"], message["priority"].lower())})
            for message in command["notifications"]]

    def op_log(self, command):
        """Logs through the library's handler of log records, or through that of errors."""
        logger = logging.Logger(command["logger"])
        if command.get("errors"):
            handler = log_handler.PublishErrorsHandler.__new__(log_handler.PublishErrorsHandler)
            logging.Handler.__init__(handler)
            handler._transport = self._transport("notification", command)
            handler._notifier = oslo_messaging.Notifier(
                handler._transport, publisher_id="error.publisher", driver="messagingv2",
                topics=command["topics"])
        else:
            handler = oslo_messaging.LoggingNotificationHandler(
                command.get("url", self._args.url), publisher_id="log.host1",
                driver="messagingv2", topic=command["topics"])
        logger.addHandler(handler)
        logger.log(command["level"], command["text"])

    def op_parse_url(self, command):
        """What the library reads in a transport URL."""
        url = oslo_messaging.TransportURL.parse(CONF, command["text"])
        return {
            "transport": url.transport, "virtual_host": url.virtual_host, "query": url.query,
            "hosts": [[h.hostname, h.port, h.username, h.password] for h in url.hosts]}

    def stop(self):
        for name in list(self._servers):
            self.op_end({"name": name})
        for transport in self._transports.values():
            transport.cleanup()


class Endpoint:
    """The methods that the RPC server offers."""

    def __init__(self, output, target, transport, name=None):
        self._output = output
        self._transport = transport
        self._name = {"server": name} if name else {}
        if target is not None:
            self.target = target

    def relay(self, ctxt, topic, method, args):
        """Calls another server and returns, or raises again, what comes of it."""
        target = oslo_messaging.Target(topic=topic)
        return oslo_messaging.get_rpc_client(self._transport, target, timeout=15).call(
            ctxt, method, **args)

    def echo(self, ctxt, value=None):
        return value

    def echo_all(self, ctxt, **kwargs):
        return {"ctxt": ctxt, "args": kwargs}

    def add(self, ctxt, a, b):
        return a + b

    def sleep(self, ctxt, seconds):
        self._output.event("sleeping", seconds=seconds)
        threading.Event().wait(seconds)
        return "slept"

    def whoami(self, ctxt):
        return ctxt

    def record(self, ctxt, **kwargs):
        self._output.event("record", args=kwargs, ctxt=ctxt, **self._name)

    def nothing(self, ctxt):
        return None

    def big_int(self, ctxt, bits=70):
        return 2 ** bits

    def large(self, ctxt, size):
        return "x" * size

    def not_a_number(self, ctxt):
        return [float("nan"), float("inf")]

    def unserialisable(self, ctxt):
        return decimal.Decimal("1.5")

    def fail(self, ctxt, kind="ValueError", message="", **kwargs):
        if kind == "BookingError":
            raise peer_errors.BookingError(message, **kwargs)
        if kind == "unserialisable":
            raise ValueError(decimal.Decimal("1.5"))
        raise {"ValueError": ValueError, "KeyError": KeyError, "RuntimeError": RuntimeError}[kind](
            message)

    @oslo_messaging.expected_exceptions(peer_errors.ExpectedError)
    def fail_expected(self, ctxt, message=""):
        raise peer_errors.ExpectedError(message)


class RpcServer:
    """Serves one endpoint."""

    def __init__(self, args, output):
        interface = None
        if args.namespace is not None or args.version is not None:
            interface = oslo_messaging.Target(namespace=args.namespace, version=args.version)
        self._transport = new_transport("rpc", args)
        target = oslo_messaging.Target(
            exchange=args.exchange, topic=args.topic[0], server=args.server)
        self._server = oslo_messaging.get_rpc_server(
            self._transport, target, [Endpoint(output, interface, self._transport)],
            executor="threading")

    def start(self):
        self._server.start()

    def stop(self):
        self._server.stop()
        self._server.wait()
        self._transport.cleanup()


class Recorder:
    """Reports notifications; puts the first few back when told to."""

    def __init__(self, output, priorities, requeue_first, batches=False, name=None):
        self._output = output
        self._left = requeue_first
        self._name = {"listener": name} if name else {}
        self._lock = threading.Lock()
        for priority in priorities.split(","):
            handler = self._batch if batches else self._single
            setattr(self, priority, handler(priority))

    def _result(self):
        with self._lock:
            self._left -= 1
            if self._left >= 0:
                return oslo_messaging.NotificationResult.REQUEUE
            return oslo_messaging.NotificationResult.HANDLED

    def _single(self, priority):
        def handle(ctxt, publisher_id, event_type, payload, metadata):
            result = self._result()
            self._output.event(
                "notification", priority=priority, result=result, ctxt=ctxt,
                publisher_id=publisher_id, event_type=event_type, payload=payload,
                metadata=metadata, **self._name)
            return result
        return handle

    def _batch(self, priority):
        def handle(messages):
            result = self._result()
            self._output.event("batch", priority=priority, result=result, messages=messages)
            return result
        return handle


class Listener:
    """Receives notifications."""

    def __init__(self, args, output):
        self._transport = new_transport("notification", args)
        targets = [oslo_messaging.Target(exchange=args.exchange, topic=t) for t in args.topic]
        settings = {"allow_requeue": args.allow_requeue, "pool": args.pool,
                    "executor": "threading"}
        create = oslo_messaging.get_notification_listener
        if args.batch_size:
            create = oslo_messaging.get_batch_notification_listener
            settings["batch_size"] = args.batch_size
            settings["batch_timeout"] = args.batch_timeout
        recorder = Recorder(
            output, args.priorities, args.requeue_first, batches=bool(args.batch_size))
        self._server = create(self._transport, targets, [recorder], **settings)

    def start(self):
        self._server.start()

    def stop(self):
        self._server.stop()
        self._server.wait()
        self._transport.cleanup()


def new_transport(kind, args, url=None):
    create = {"rpc": oslo_messaging.get_rpc_transport,
              "notification": oslo_messaging.get_notification_transport}[kind]
    return create(CONF, url=url or args.url, allowed_remote_exmods=args.allowed_remote_exmod)


def configure(settings):
    """Takes key=value and group.key=value; a name that oslo.messaging does not know is an error."""
    known = {(group or "DEFAULT", opt.dest): opt
             for group, options in opts.list_opts() for opt in options}
    for setting in settings:
        name, value = setting.split("=", 1)
        group, dest = name.rsplit(".", 1) if "." in name else ("DEFAULT", name)
        if (group, dest) not in known:
            raise SystemExit("unknown option %s.%s" % (group, dest))
        os.environ["OS_%s__%s" % (group.upper(), dest.upper())] = value
    CONF([], project="peer", default_config_files=[], default_config_dirs=[])


def parse(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["client", "rpc-server", "listener"])
    parser.add_argument("--url", required=True)
    parser.add_argument("--conf", action="append", default=[], metavar="[GROUP.]KEY=VALUE")
    parser.add_argument("--allowed-remote-exmod", action="append", default=[], metavar="MODULE")
    parser.add_argument("--log-level", default="WARNING")
    parser.add_argument("--topic", action="append", default=[])
    parser.add_argument("--exchange")
    parser.add_argument("--server", default="server1")
    parser.add_argument("--namespace")
    parser.add_argument("--version")
    parser.add_argument("--pool")
    parser.add_argument("--priorities", default=PRIORITIES)
    parser.add_argument("--allow-requeue", action="store_true")
    parser.add_argument("--requeue-first", type=int, default=0)
    parser.add_argument("--batch-size", type=int, default=0)
    parser.add_argument("--batch-timeout", type=float)
    args = parser.parse_args(arguments)
    if args.role != "client" and not args.topic:
        parser.error("--topic is missing")
    return args


def run(peer, command, output):
    answer = {"id": command.get("id")}
    try:
        answer["result"] = getattr(peer, "op_" + command["op"])(command)
    except Exception as e:
        answer["error"] = describe(e)
    output.write(answer)


def read_commands(peer, output, done):
    for line in sys.stdin:
        if line.strip():
            command = json.loads(line)
            threading.Thread(target=run, args=(peer, command, output), daemon=True,
                             name="command-%s" % command.get("id")).start()
    done.set()


def main():
    args = parse(sys.argv[1:])
    output = Output(sys.stdout)
    logging.basicConfig(
        stream=sys.stderr, level=args.log_level,
        format="%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
    configure(args.conf)
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    peer = {"client": Client, "rpc-server": RpcServer, "listener": Listener}[args.role](
        args, output)
    peer.start()
    output.event("ready")
    threading.Thread(
        target=read_commands, args=(peer, output, done), daemon=True, name="commands").start()
    done.wait()
    # With its broker gone the library may wait for ever; a test must not.
    limit = threading.Timer(STOP_LIMIT_SECONDS, os._exit, args=(3,))
    limit.daemon = True
    limit.start()
    peer.stop()
    output.event("stopped")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
