"""Makes a training loop stop and go as the parent asks; see `node/pacer.mjs`."""

import json
import os
import sys
import time

# Where the parent listens; stdout is left to whatever a run prints.
REPLIES = 3


class Pacer:
    def __init__(self, facts):
        self._facts = facts
        self._wanted = None
        self._started = 0.0
        self._steps = 0
        self._samples = 0

    def step_starts(self):
        if self._wanted is None:
            self._started = time.perf_counter()

    def step_ends(self, samples):
        seconds = time.perf_counter() - self._started
        if self._wanted is None:
            self._reply({"firstStepSeconds": seconds, **self._facts})
        else:
            self._steps += 1
            self._samples += samples
            if self._steps < self._wanted.get("steps", float("inf")) and seconds < self._wanted.get(
                "seconds", float("inf")
            ):
                return
            self._reply({"steps": self._steps, "samples": self._samples, "seconds": seconds})
        self._next_burst()

    def _next_burst(self):
        line = sys.stdin.readline()
        if line == "":
            # The parent has closed the line.
            os._exit(0)
        self._wanted = json.loads(line)
        self._steps = self._samples = 0
        self._started = time.perf_counter()

    def _reply(self, message):
        os.write(REPLIES, (json.dumps(message) + "\n").encode())
