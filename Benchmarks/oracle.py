"""The answers worked out slowly and plainly from the CSV files, to hold every fast answer against."""

import collections
import csv

import generate


def rows(folder, table):
    with open(folder / "csv" / f"{table}.csv", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def number(text):
    return int(text) if text else None


def greater(value, cost):
    """The growth check's third and fourth question: unknown worth is unknown, an unknown cost counts as nothing."""
    return None if value is None else value > (cost or 0)


def growth_verdict(person, objective, firsts):
    """The rule of the growth check for one stakeholder and one of its future objectives, or none."""
    if objective is None:
        return "open"
    if len(firsts) > 1 or objective["opportunity_id"]:
        question_1 = False
    else:
        question_1 = True if firsts else None
    able, mapped = objective["able_to_align"], person["mapped_to"]
    question_2 = False if able == "no" else (True if able == "yes" and mapped not in ("", "-") else None)
    question_3 = greater(number(objective["value_to_us"]), number(objective["cost_to_us"]))
    question_4 = greater(number(objective["value_to_customer"]), number(objective["cost_to_customer"]))
    answers = (question_1, question_2, question_3, question_4)
    if all(answers):
        return "validated"
    if question_1 is False or question_2 is False:
        return "blocked"
    return "weak" if False in answers else "open"


def answers(folder):
    """What each query has to answer, in the shape that `works.plain_rows` gives the answers of both sides."""
    roles = {name: place for place, name in enumerate(generate.ROLES)}
    alignments = {name: place for place, name in enumerate(generate.ALIGNMENTS)}
    familiarities = {name: place for place, name in enumerate(generate.FAMILIARITIES)}
    names = {row["id"]: row["name"] for row in rows(folder, "account")}
    objectives = collections.defaultdict(list)
    for objective in rows(folder, "objective"):
        objectives[objective["stakeholder_id"]].append(objective)

    found = collections.Counter()
    matrix, verdicts, sponsors, value = (collections.Counter() for _ in range(4))
    for person in rows(folder, "stakeholder"):
        role, alignment = person["role"], person["alignment"]
        matrix[role or "unknown", alignment or "unknown"] += 1
        sponsors[person["account_id"]] += alignment == "sponsor"
        if role and alignment and roles[role] >= 2 and alignments[alignment] < 3:
            found["filter"] += 1
            power, familiarity = number(person["power"]), person["familiarity"]
            if power is not None and power >= 7 and familiarity and familiarities[familiarity] < 2:
                found["filter_more"] += 1
        own = objectives[person["id"]]
        value[person["account_id"]] += sum(number(objective["value_to_us"]) or 0 for objective in own)
        firsts = [objective for objective in own if objective["rank"] == "1"]
        for objective in own:
            verdicts[growth_verdict(person, objective, firsts)] += 1
        if not own and (not role or roles[role] >= 1):
            verdicts[growth_verdict(person, None, firsts)] += 1

    top = sorted(names, key=lambda key: -value[key])[:10]
    return {
        "filter": [found["filter"]],
        "filter_more": [found["filter_more"]],
        "matrix": dict(matrix),
        "top_accounts": [(names[key], sponsors[key], float(value[key])) for key in top],
        "growth": dict(verdicts),
    }
