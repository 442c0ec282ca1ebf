"""Behaves on the wire as the load simulator of oslo.messaging does.

    simulator.py --url U [--topic T] [--server S] rpc-server [-w SECONDS]
    simulator.py --url U [--topic T] [--server S] rpc-client [-p CLIENTS] [-m MESSAGES] [-w SECONDS]
                 [--timeout SECONDS] [--is-cast] [--is-fanout] [--sync call|fanout]
    simulator.py --url U [--topic T] notify-server [--requeue]
    simulator.py --url U [--topic T] notify-client [-p CLIENTS] [-m MESSAGES] [-w SECONDS]

A message is a list: number, cargo, time of sending, of arrival, of return. Servers print "ready" and
end with their input; all print one line of JSON with what they counted, last.
"""

import argparse
import collections
import json
import os
import sys
import threading
import time

from oslo_config import cfg
import oslo_messaging

Message = collections.namedtuple("Message", "seq cargo client_ts server_ts return_ts")


class Count:
    """Counts messages that have the right form; any other raises, as it does in the simulator."""

    def __init__(self):
        self._lock = threading.Lock()
        self._numbers = collections.Counter()
        self.size = 0
        self.backwards = 0

    def take(self, message, **times):
        taken = Message(*message)._replace(**times)
        with self._lock:
            self._numbers[taken.seq] += 1
            self.size += len(taken.cargo)
            if taken.client_ts > time.time() + 1:
                self.backwards += 1
        return taken

    def summary(self):
        return {"count": sum(self._numbers.values()), "numbers": len(self._numbers),
                "bytes": self.size, "from_the_future": self.backwards}


class RpcEndpoint:
    def __init__(self, wait):
        self._wait = wait
        self.received = Count()

    def info(self, ctxt, message):
        reply = self.received.take(message, server_ts=time.time())
        if self._wait > 0:
            threading.Event().wait(self._wait)
        return reply


class NotifyEndpoint:
    def __init__(self, requeue):
        self._requeue = requeue
        self._seen = set()
        self.received = Count()

    def info(self, ctxt, publisher_id, event_type, payload, metadata):
        message = self.received.take(payload, server_ts=time.time())
        key = (publisher_id, message.seq)
        if self._requeue and key not in self._seen:
            self._seen.add(key)
            return oslo_messaging.NotificationResult.REQUEUE
        return oslo_messaging.NotificationResult.HANDLED


def serve(server, endpoint):
    server.start()
    print("ready", flush=True)
    sys.stdin.read()
    server.stop()
    server.wait()
    return endpoint.received.summary()


def rpc_server(transport, args):
    endpoint = RpcEndpoint(args.wait)
    target = oslo_messaging.Target(topic=args.topic, server=args.server)
    return serve(oslo_messaging.get_rpc_server(
        transport, target, [endpoint], executor="threading"), endpoint)


def notify_server(transport, args):
    endpoint = NotifyEndpoint(args.requeue)
    return serve(oslo_messaging.get_notification_listener(
        transport, [oslo_messaging.Target(topic=args.topic)], [endpoint], executor="threading",
        allow_requeue=args.requeue), endpoint)


def in_threads(args, client):
    threads = [threading.Thread(target=client, args=(i,)) for i in range(args.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def message(number):
    return Message(number, "x" * (1 + number * 97 % 1500), time.time(), 0, 0)


def rpc_client(transport, args):
    target = oslo_messaging.Target(topic=args.topic, server=args.server, fanout=args.is_fanout)
    sent, returned, errors = Count(), Count(), []

    def run(number):
        client = oslo_messaging.get_rpc_client(transport, target, timeout=args.timeout)
        announcer = client.prepare(fanout=True) if args.sync == "fanout" else client
        announce = announcer.cast if args.sync == "fanout" else announcer.call
        identity = {"id": "%d@simulator" % number}
        if args.sync:
            announce({}, "sync_start", message=identity)
        for i in range(args.messages):
            try:
                one = message(i)
                sent.take(one)
                if args.is_cast:
                    client.cast({}, "info", message=one)
                else:
                    returned.take(client.call({}, "info", message=one), return_ts=time.time())
            except Exception as e:
                errors.append(repr(e))
            if args.wait > 0:
                threading.Event().wait(args.wait)
        if args.sync:
            announce({}, "sync_done", message=identity)

    in_threads(args, run)
    return {"sent": sent.summary(), "returned": returned.summary(), "errors": errors}


def notify_client(transport, args):
    sent = Count()

    def run(number):
        notifier = oslo_messaging.Notifier(
            transport, driver="messaging", topics=[args.topic],
            publisher_id="publisher-%d" % number)
        for i in range(args.messages):
            one = message(i)
            sent.take(one)
            notifier.info({}, "compute.start", one)
            if args.wait > 0:
                threading.Event().wait(args.wait)

    in_threads(args, run)
    return {"sent": sent.summary()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--topic", default="profiler_topic")
    parser.add_argument("--server", default="profiler_server")
    modes = parser.add_subparsers(dest="mode", required=True)
    for name in ("rpc-server", "notify-server", "rpc-client", "notify-client"):
        mode = modes.add_parser(name)
        mode.add_argument("-w", dest="wait", type=float, default=-1)
        if name == "notify-server":
            mode.add_argument("--requeue", action="store_true")
        if name.endswith("client"):
            mode.add_argument("-p", dest="clients", type=int, default=1)
            mode.add_argument("-m", dest="messages", type=int, default=1)
            mode.add_argument("--timeout", type=int, default=3)
        if name == "rpc-client":
            mode.add_argument("--is-cast", action="store_true")
            mode.add_argument("--is-fanout", action="store_true")
            mode.add_argument("--sync", choices=("call", "fanout"))
    args = parser.parse_args()
    # The library's metrics know no other than the global one.
    conf = cfg.CONF
    conf([], project="simulator", default_config_files=[], default_config_dirs=[])
    create = (oslo_messaging.get_rpc_transport if args.mode.startswith("rpc")
              else oslo_messaging.get_notification_transport)
    transport = create(conf, url=args.url)
    run = {"rpc-server": rpc_server, "rpc-client": rpc_client,
           "notify-server": notify_server, "notify-client": notify_client}[args.mode]
    print(json.dumps(run(transport, args)), flush=True)
    transport.cleanup()
    # The library's metrics would hold the end up for ten seconds.
    os._exit(0)


if __name__ == "__main__":
    main()
