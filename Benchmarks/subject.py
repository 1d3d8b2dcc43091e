"""planshell's side of every pair."""

import json
import statistics

import works
from measure import Figure, failure, median_of_runs, run


class Planshell:
    """The release build of planshell.

    Times inside the process come from `planshell bench --repeat N -c TEXT... PATH`: it loads PATH once and for each
    TEXT prints one line of JSON with load_seconds, load_bytes, rss_bytes and peak_rss_bytes (after loading), seconds
    (a list, one for each repetition: parse, check and run, nothing printed), run_seconds (the same for running alone,
    when TEXT has been parsed and checked once) and rows (what TEXT answers last).
    `planshell bench --repeat N --parse PATH` prints bytes and seconds of reading the text into syntax trees, no more.
    """

    name = "planshell"

    def __init__(self, program, reason=""):
        self.program = program
        self.version = "not built"
        self.reason = reason or "planshell is not built"
        if program:
            finished = run([program, "--version"])
            if finished.status == 0:
                self.version = finished.output.strip()
            else:
                self.reason, self.program = failure([program], finished), None

    def start_command(self):
        return f"{self.program} --no-init --format csv -c '{works.START_PLAN}'"

    def can_start(self):
        """A figure without a value when the program cannot even answer from its library."""
        if not self.program:
            return Figure(reason=self.reason)
        finished = run([self.program, "--no-init", "--format", "csv", "-c", works.START_PLAN])
        if finished.status != 0:
            return Figure(reason=failure([self.program], finished))
        if finished.output.split() != ["count", "0"]:
            return Figure(reason="planshell does not count the sponsors of no accounts as 0")
        return Figure(0.0)

    def load(self, folder, accounts, megabytes, start_seconds, times):
        """Seconds for each megabyte of plan text: the whole program, less what it needs to start."""
        if not self.program:
            return Figure(reason=self.reason)
        command = [self.program, "--no-init", "--format", "csv", "-c", works.LOAD_PLAN, str(folder)]
        whole, last = median_of_runs(command, times)
        if whole.known and last.output.split() != ["count", str(accounts)]:
            return Figure(reason=f"planshell does not find the {accounts:,} accounts it was given")
        if whole.known:
            whole.value = max(0.0, whole.value - start_seconds) / megabytes
        return whole

    def bench(self, texts, folder, repeat):
        """A figure for each text by name, and one for memory. A text that cannot run costs only its own figure."""
        wanted = [*texts, "memory"]
        if not self.program:
            return {name: Figure(reason=self.reason) for name in wanted}
        arguments = [self.program, "bench", "--repeat", str(repeat)]
        for text in texts.values():
            arguments += ["-c", text]
        finished = run([*arguments, str(folder)])
        reason = failure(["planshell bench"], finished)
        if finished.status == 0:
            try:
                return self.read(finished.output, texts)
            except (ValueError, TypeError, KeyError):
                reason = "planshell bench does not print what was agreed"
        if len(texts) == 1:
            return {name: Figure(reason=reason) for name in wanted}
        figures = {}
        for name, text in texts.items():
            alone = self.bench({name: text}, folder, repeat)
            figures[name] = alone[name]
            if alone["memory"].known or "memory" not in figures:
                figures["memory"] = alone["memory"]
        return figures

    def parse(self, path, repeat):
        """How many megabytes of plan text become syntax trees in a second."""
        if not self.program:
            return Figure(reason=self.reason)
        finished = run([self.program, "bench", "--repeat", str(repeat), "--parse", str(path)])
        if finished.status != 0:
            return Figure(reason=failure(["planshell bench"], finished))
        try:
            facts = json.loads(finished.output)
            return Figure(facts["bytes"] / 1e6 / statistics.median(facts["seconds"]))
        except (ValueError, TypeError, KeyError):
            return Figure(reason="planshell bench does not print what was agreed")

    @staticmethod
    def read(output, texts):
        figures = {}
        for name, line in zip(texts, output.splitlines(), strict=True):
            facts = json.loads(line)
            times = facts["run_seconds" if name == "change" else "seconds"]  # SQLite's statements are prepared, too
            figures[name] = Figure(statistics.median(times), answer=facts["rows"])
            figures["memory"] = Figure(facts["rss_bytes"], answer=facts["peak_rss_bytes"])
        return figures
