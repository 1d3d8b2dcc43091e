"""Clocks and scales: times whole programs, and turns numbers into something to read."""

import json
import os
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Figure:
    """A measured number, or the reason there is none. Never an estimate."""

    value: float | None = None
    reason: str = ""
    answer: object = None  # what was computed, to hold against the other side

    @property
    def known(self):
        return self.value is not None


@dataclass
class Pair:
    """One work on one portfolio, done by planshell and by a peer."""

    work: str
    peer: str
    unit: str  # "s", "B", "s/MB" or "MB/s"
    ours: Figure
    theirs: Figure
    aim: float | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def ratio(self):
        """Which part of the peer's time or memory planshell needs; for a speed, how many times the peer's it has."""
        if self.ours.known and self.theirs.known and self.theirs.value:
            return self.ours.value / self.theirs.value
        return None


@dataclass
class Finished:
    seconds: float
    peak_bytes: int
    status: int
    output: str
    errors: str


def run(command, text=None, timeout=1800):
    """Runs a program to its end and says how long it took and how much memory it had at most."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        if text is not None:
            source.write(text.encode("utf-8"))
            source.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=out, stderr=err)
        stopper = threading.Timer(timeout, process.kill)
        stopper.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        stopper.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Finished(
            seconds,
            usage.ru_maxrss * 1024,
            process.returncode,
            out.read().decode("utf-8", "replace"),
            err.read().decode("utf-8", "replace"),
        )


def median_of_runs(command, times):
    """The median wall time of a program that must succeed each time, and the last run."""
    runs = []
    for _ in range(times):
        finished = run(command)
        if finished.status != 0:
            return Figure(reason=failure(command, finished)), finished
        runs.append(finished.seconds)
    return Figure(statistics.median(runs)), finished


def failure(command, finished):
    """One line that says why a program gave no figure."""
    first = next((line for line in finished.errors.splitlines() if line.strip()), "no message")
    return f"{os.path.basename(command[0])} ended with status {finished.status}: {first.strip()[:160]}"


def hyperfine(commands, runs):
    """The median time of each command by hyperfine without a shell, in one go so that they share the machine's mood."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        finished = run(
            ["hyperfine", "-N", "--warmup", "20", "--runs", str(runs), "--export-json", report.name, *commands]
        )
        if finished.status != 0:
            figure = Figure(reason=failure(["hyperfine"], finished))
            return [figure] * len(commands)
        return [Figure(result["median"]) for result in json.load(open(report.name))["results"]]


def shown(value, unit):
    """A figure with three digits that matter."""
    if unit == "B":
        return f"{value / 1_000_000:,.0f} MB"
    if unit == "MB/s":
        return f"{digits(value)} MB/s"
    suffix = "/MB" if unit == "s/MB" else ""
    if value >= 1:
        return f"{digits(value)} s{suffix}"
    if value >= 0.001:
        return f"{digits(value * 1000)} ms{suffix}"
    return f"{digits(value * 1_000_000)} µs{suffix}"


def digits(value):
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}"
