"""What every driver needs: the addresses of Microsoft led to the simulator, and waits made short."""

import json
import sys
import time

import requests

WISHES = json.loads(sys.argv[1])
BASE = WISHES["base"]
HOSTS = (
    "https://graph.microsoft.com",
    "https://cloudpartner.azure.com",
    "https://login.microsoftonline.com",
)

_request = requests.Session.request
_sleep = time.sleep


def _to_simulator(self, method, url, *args, **kwargs):
    for host in HOSTS:
        if url.startswith(host):
            return _request(self, method, BASE + url[len(host):], *args, **kwargs)
    raise RuntimeError(f"{url} is none of the addresses that lead to the simulator")


requests.Session.request = _to_simulator
time.sleep = lambda seconds: _sleep(min(seconds, 0.05))


def tell(**found):
    """The last line of the output is what the test reads."""
    print(json.dumps(found))
