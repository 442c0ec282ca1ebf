"""oslo.messaging under load: a server process of its own, callers in threads of this one.

Usage: oslo_bench.py rpc|notify URL CALLERS SIZE WARM_UP_SECONDS SECONDS BROKER_PID
Prints one line of JSON.
"""
import json
import logging
import os
import subprocess
import sys
import threading
import time
import traceback

import oslo_messaging
from oslo_config import cfg
from oslo_messaging._metrics import client as metrics

logging.disable(logging.ERROR)
TICK = 1.0 / os.sysconf("SC_CLK_TCK")


def transport_for(url, notifications=False):
    conf = cfg.ConfigOpts()
    conf([], project="bench")
    # A client asks for this group, which only the global configuration has.
    conf.register_opts(metrics.oslo_messaging_metrics, group="oslo_messaging_metrics")
    if notifications:
        return oslo_messaging.get_notification_transport(conf, url=url)
    return oslo_messaging.get_rpc_transport(conf, url=url)


def cpu(pid):
    if pid <= 0:
        return 0.0
    with open("/proc/%d/stat" % pid) as stat:
        words = stat.read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) * TICK


def busy():
    with open("/proc/stat") as stat:
        words = [int(word) for word in stat.readline().split()[1:9]]
    return (sum(words) - words[3] - words[4]) * TICK


class Echo(object):
    target = oslo_messaging.Target(version="1.0")

    def echo(self, ctxt, text):
        return text


def serve(url):
    server = oslo_messaging.get_rpc_server(
        transport_for(url),
        oslo_messaging.Target(topic="oslo-bench", server="one"),
        [Echo()], executor="threading")
    server.start()
    print("ready", flush=True)
    server.wait()


class Callers(object):
    def __init__(self, operation, count):
        self.operation = operation
        self.latencies = [[] for _ in range(count)]
        self.wrong = 0
        self.failure = None
        self.ending = False
        self.threads = [
            threading.Thread(target=self.run, args=(i,), daemon=True) for i in range(count)]

    def run(self, number):
        while not self.ending:
            begin = time.monotonic()
            try:
                if not self.operation(number):
                    self.wrong += 1
            except Exception as e:
                self.failure = e
                return
            self.latencies[number].append((begin, time.monotonic() - begin))


def measure(operation, callers, server, options):
    size, warm_up, seconds, broker = options
    load = Callers(operation, callers)
    for thread in load.threads:
        thread.start()
    time.sleep(warm_up)
    begin = time.monotonic()
    used = [cpu(os.getpid()) + cpu(server), cpu(broker), busy()]
    time.sleep(seconds)
    elapsed = time.monotonic() - begin
    used = [now - then for now, then in
            zip([cpu(os.getpid()) + cpu(server), cpu(broker), busy()], used)]
    load.ending = True
    if load.failure:
        raise load.failure
    end = begin + elapsed
    taken = sorted(
        latency for each in list(load.latencies) for (start, latency) in list(each)
        if begin <= start + latency <= end)
    count = max(1, len(taken))

    def at(share):
        return taken[min(count - 1, int(share * count))] * 1e6 if taken else 0.0

    print(json.dumps({
        "load": "platform:%d" % callers, "seconds": elapsed,
        "opsPerSecond": len(taken) / elapsed,
        "p50": at(0.5), "p99": at(0.99), "p999": at(0.999), "max": at(1.0),
        "bytesPerOp": 0.0, "clientCpu": used[0] * 1e6 / count,
        "brokerCpu": used[1] * 1e6 / count,
        "otherCores": max(0.0, (used[2] - used[0] - used[1]) / elapsed),
        "threads": threading.active_count(), "peakMebibytes": 0,
        "failed": 0, "wrong": load.wrong, "lost": 0, "warmUpSeconds": warm_up}), flush=True)


def rpc(url, callers, options):
    server = subprocess.Popen(
        [sys.executable, __file__, "serve", url], stdout=subprocess.PIPE)
    try:
        server.stdout.readline()
        client = client_for(
            transport_for(url),
            oslo_messaging.Target(topic="oslo-bench", server="one", version="1.0"))
        texts = [("payload-%d-" % i).ljust(options[0], "x") for i in range(callers)]
        measure(
            lambda i: client.call({}, "echo", text=texts[i]) == texts[i],
            callers, server.pid, options)
    finally:
        server.kill()


def client_for(transport, target):
    """Versions before 14.1 have no get_rpc_client."""
    make = getattr(oslo_messaging, "get_rpc_client", None) or oslo_messaging.RPCClient
    return make(transport, target)


def notify(url, callers, options):
    notifier = oslo_messaging.Notifier(
        transport_for(url, True), publisher_id="bench", driver="messagingv2",
        topics=["oslo-bench-notes"])
    texts = [("payload-%d-" % i).ljust(options[0], "x") for i in range(callers)]

    def emit(i):
        notifier.info({}, "bench.event", texts[i])
        return True

    measure(emit, callers, 0, options)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        options = (int(sys.argv[4]), float(sys.argv[5]), float(sys.argv[6]), int(sys.argv[7]))
        try:
            {"rpc": rpc, "notify": notify}[sys.argv[1]](sys.argv[2], int(sys.argv[3]), options)
        except Exception:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
