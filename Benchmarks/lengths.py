"""Reading texts of one kind in growing lengths: whether the time for each byte stays the same."""

from measure import Figure

LENGTHS = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 200_000_000]


def name(length):
    return f"{length // 1_000_000} MB" if length >= 1_000_000 else f"{length // 1_000} KB"


def plan_text(folder, length, target):
    """Writes the beginning of a portfolio to `target`, whole members only; returns its bytes, or 0 where it has too few."""
    text = bytearray()
    for path in sorted(folder.glob("**/*.plan")):
        text += path.read_bytes()
        if len(text) >= length:
            break
    if len(text) < length:
        return 0
    # A member of an account ends with a brace two blanks in; what is cut off there closes its account.
    end = text.rfind(b"\n  }\n", 0, length - 2)
    if end < 0:
        return 0
    target.write_bytes(bytes(text[: end + 5]) + b"}\n")
    return target.stat().st_size


def journal(source, length, target):
    """Writes the beginning of a journal, whole transactions only; returns its bytes, or 0 where it has too few."""
    with open(source, "rb") as file:
        text = file.read(length)
    end = text.rfind(b"\n\n")
    if len(text) < length or end < 0:
        return 0
    target.write_bytes(text[: end + 1])
    return target.stat().st_size


def measure(planshell, hledger, folder, target, say):
    """For each length there is text for: its name, and the speed of either side in MB/s."""
    found = []
    target.mkdir(parents=True, exist_ok=True)
    for length in LENGTHS:
        plan = target / "lengths.plan"
        size = plan_text(folder / "plan", length, plan)
        if size == 0:
            say(f"  the portfolio is shorter than {name(length)}")
            continue
        say(f"  {name(length)}")
        # About as much text in all for every length, but not less than a few readings.
        ours = planshell.parse(plan, max(3, min(2001, 40_000_000 // size)))
        plan.unlink()
        book = target / "lengths.journal"
        if journal(folder / "year.journal", min(length, 8_000_000), book):
            seconds = hledger.seconds_per_megabyte(book, 5)
            book.unlink()
        else:
            seconds = Figure(reason="the journal is shorter")
        if length > 8_000_000:
            theirs = Figure(reason="it would take minutes")
        elif size < 10_000 or seconds.known and seconds.value <= 0:
            theirs = Figure(reason="too short to be told from its start")
        else:
            theirs = Figure(1 / seconds.value) if seconds.known else seconds
        found.append((name(length), ours, theirs))
    return found
