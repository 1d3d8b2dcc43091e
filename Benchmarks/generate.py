#!/usr/bin/env python3
"""Invents a portfolio of a chosen size: as plan text for planshell, as CSV for the databases it is compared with,
and an ordinary ledger journal for hledger.

The same size and seed give the same bytes on every machine. Each account has its own random numbers, so a smaller
portfolio is the beginning of a larger one. One account has twenty stakeholders and, among them, twenty future
objectives; many facts are unknown, as they are in life.

Usage: generate.py FOLDER STAKEHOLDERS [--seed N]
"""

import argparse
import hashlib
import json
import multiprocessing
import pathlib
import random
import shutil
import sys

STAKEHOLDERS_PER_ACCOUNT = 20
TEAM_PER_ACCOUNT = 3
OPPORTUNITIES_PER_ACCOUNT = 2
ACCOUNTS_PER_FILE = 250
JOURNAL_LIMIT = 8_000_000  # bytes; hledger needs minutes and tens of gigabytes for hundreds of megabytes

ROLES = ["influencer", "recommender", "decision_maker", "approver"]
ALIGNMENTS = ["sponsors_competition", "supports_competition", "neutral", "supporter", "sponsor"]
RELATIONSHIPS = ["vendor", "preferred_supplier", "planning_partner", "trusted_advisor"]
FAMILIARITIES = ["need_to_meet", "know_slightly", "know_well"]
TIERS = ["standard", "key", "strategic"]

INDUSTRIES = ["Food and drink", "Rail freight", "Hospitals", "Packaging", "Insurance", "Shipbuilding", "Retail banking",
              "Water supply", "Machine tools", "Universities", "Telecoms", "Cement"]
REGIONS = ["Nordics", "Central Europe", "Iberia", "West Africa", "East Asia", "Andes", "Great Lakes", "Pacific"]
OWNERS = ["Maren Holt", "Tobias Quint", "Adaeze Obi", "Kenji Mori", "Lucia Ferrán", "Piotr Zając", "Salma Idris"]
COMPANY_FIRST = ["Alder", "Birch", "Cinder", "Dover", "Ember", "Falcon", "Granite", "Harbour", "Indigo", "Juniper",
                 "Kestrel", "Linden", "Marble", "Nettle", "Orchard", "Pewter", "Quarry", "Rowan", "Saffron", "Thistle"]
COMPANY_LAST = ["Foods", "Freight", "Health", "Packaging", "Mutual", "Marine", "Savings", "Waters", "Works", "Networks"]
FIRST_NAMES = ["Ana", "Bo", "Chidi", "Daria", "Emil", "Fatou", "Goran", "Hana", "Ivo", "Jana", "Kofi", "Léa", "Milan",
               "Nadia", "Oskar", "Petra", "Quentin", "Rosa", "Sven", "Tara", "Umar", "Vera", "Wim", "Xenia", "Yusuf",
               "Zora", "Łucja", "Søren", "Íñigo", "Ayumi"]
LAST_NAMES = ["Abel", "Berg", "Costa", "Dahl", "Egger", "Faye", "Grau", "Haas", "Ito", "Juhl", "Kaya", "Lund", "Mensah",
              "Novák", "Okoye", "Pohl", "Quist", "Rossi", "Sato", "Toth", "Ueda", "Vidal", "Weiss", "Xu", "Ydal",
              "Zeman", "Ørsted", "Şahin", "Peña", "Lindqvist"]
TITLES = ["Chief financial officer", "Chief operating officer", "Head of purchasing", "Plant manager", "IT director",
          "Controller", "Head of quality", "Category buyer", "Chief nurse", "Fleet manager", "Head of legal",
          "Production planner", "Chief engineer", "Head of logistics", "Data lead", "Service manager"]
TEAM_FUNCTIONS = ["Sales", "Delivery", "Finance", "Engineering", "Service"]
AIMS = ["Cut", "Shorten", "Simplify", "Raise", "Steady", "Share", "Automate", "Move"]
AIM_OBJECTS = ["waiting times", "cost per order", "monthly closing", "service levels", "energy use", "stock on hand",
               "supplier count", "planning effort", "claims handling", "site safety", "data quality", "staff turnover"]
AIM_PLACES = ["in every plant", "this side of the border", "for new customers", "in the back office",
              "before the audit", "across the group", "at the two large sites", "without new staff"]
SETBACKS = ["Late start of the second site", "Invoices disputed for months", "Promised expert never came"]

CSV_HEADERS = {
    "account": "id,name,industry,region,tier,owner,relationship,revenue,spend_in_category",
    "team_member": "id,account_id,name,function,leader",
    "stakeholder": "id,account_id,name,title,role,alignment,relationship,familiarity,power,mapped_to,last_contact,"
                   "disappointment,disappointment_resolved",
    "opportunity": "id,account_id,name,value,probability,close",
    "objective": "id,stakeholder_id,name,horizon,rank,opportunity_id,able_to_align,value_to_us,cost_to_us,"
                 "value_to_customer,cost_to_customer",
}


class Dice(random.Random):
    """Random numbers for one account. Only `random()` is drawn from, whose sequence Python promises to keep."""

    def pick(self, values):
        return values[int(self.random() * len(values))]

    def below(self, limit):
        return int(self.random() * limit)

    def weighted(self, values, weights):
        point = self.random() * sum(weights)
        for value, weight in zip(values, weights):
            point -= weight
            if point < 0:
                return value
        return values[-1]

    def maybe(self, chance_known, value):
        """The value, or None for unknown. The value is drawn either way."""
        return value if self.random() < chance_known else None

    def date(self):
        return f"2026-{1 + self.below(10):02d}-{1 + self.below(28):02d}"

    def thousands(self, low, high):
        return 1000 * (low + self.below(high - low))

    def shuffled(self, values):
        values = list(values)
        for i in range(len(values) - 1, 0, -1):
            j = self.below(i + 1)
            values[i], values[j] = values[j], values[i]
        return values


def money(amount):
    """An amount as a person would type it."""
    if amount >= 1_000_000:
        return f"{amount / 1_000_000:g}M USD"
    return f"{amount // 1000}k USD"


def cell(value):
    """A CSV cell; unknown is empty. No value here holds a comma or a quote."""
    return "" if value is None else str(value)


def yes_no(value):
    return None if value is None else ("yes" if value else "no")


def objective_fields(dice, rank, deals):
    deal = dice.pick(deals) if dice.random() < 0.06 else None
    return {
        "rank": rank,
        "deal": deal,
        "able": dice.maybe(0.75, dice.random() < 0.85),
        "value_to_us": dice.maybe(0.8, dice.thousands(20, 3000)),
        "cost_to_us": dice.maybe(0.6, dice.thousands(5, 900)),
        "value_to_customer": dice.maybe(0.7, dice.thousands(50, 9000)),
        "cost_to_customer": dice.maybe(0.5, dice.thousands(5, 2500)),
    }


def objective_names(dice, count):
    names = []
    while len(names) < count:
        name = f"{dice.pick(AIMS)} {dice.pick(AIM_OBJECTS)} {dice.pick(AIM_PLACES)}"
        if name not in names:
            names.append(name)
    return names


def account(number, seed):
    """One account: its plan text, and its CSV rows by table."""
    dice = Dice(seed * 1_000_003 + number)
    rows = {table: [] for table in CSV_HEADERS}
    text = []
    line = text.append

    name = f"{dice.pick(COMPANY_FIRST)} {dice.pick(COMPANY_LAST)} {number:05d}"
    industry, region, owner = dice.pick(INDUSTRIES), dice.pick(REGIONS), dice.pick(OWNERS)
    tier = dice.weighted(TIERS, [6, 3, 1])
    relationship = dice.maybe(0.9, dice.weighted(RELATIONSHIPS, [4, 4, 2, 1]))
    revenue = dice.maybe(0.95, dice.thousands(100, 20_000))
    spend = dice.maybe(0.7, dice.thousands(20_000, 90_000))
    line(f'account "{name}" {{\n  industry = "{industry}"\n  region = "{region}"\n')
    line(f'  tier = {tier}\n  owner = "{owner}"\n')
    if relationship:
        line(f"  relationship = {relationship}\n")
    if revenue is not None:
        line(f"  revenue = {money(revenue)}\n")
    if spend is not None:
        line(f"  spend_in_category = {money(spend)}\n")
    rows["account"].append(
        f"{number},{name},{industry},{region},{tier},{owner},{cell(relationship)},{cell(revenue)},{cell(spend)}")

    team = []
    line("  table team_members {\n    name | function | leader\n")
    while len(team) < TEAM_PER_ACCOUNT:
        person = f"{dice.pick(FIRST_NAMES)} {dice.pick(LAST_NAMES)}"
        if person in team:
            continue
        function, leader = dice.pick(TEAM_FUNCTIONS), yes_no(not team)
        rows["team_member"].append(f"{number * TEAM_PER_ACCOUNT + len(team)},{number},{person},{function},{leader}")
        line(f'    "{person}" | "{function}" | {leader}\n')
        team.append(person)
    line("  }\n")

    deals = []
    line("  table opportunities {\n    name | value | probability | close\n")
    for i in range(OPPORTUNITIES_PER_ACCOUNT):
        deal = f"{dice.pick(AIM_OBJECTS).capitalize()} {2027 + i}"
        value = dice.thousands(50, 4000)
        chance, close = 5 * (1 + dice.below(19)), dice.date().replace("2026", "2027")
        key = number * OPPORTUNITIES_PER_ACCOUNT + i
        rows["opportunity"].append(f"{key},{number},{deal},{value},{chance / 100:g},{close}")
        line(f'    "{deal}" | {money(value)} | {chance}% | {close}\n')
        deals.append((deal, key))
    line("  }\n")

    # Among ten stakeholders three have told us nothing of their future; they stand in a table.
    counts = dice.shuffled([0, 0, 0, 1, 1, 1, 1, 1, 2, 3]) + dice.shuffled([0, 0, 0, 1, 1, 1, 1, 1, 2, 3])
    in_table, people, objective_key = [], set(), number * STAKEHOLDERS_PER_ACCOUNT
    for i, count in enumerate(counts):
        person = f"{dice.pick(FIRST_NAMES)} {dice.pick(LAST_NAMES)}"
        while person in people:
            person = f"{dice.pick(FIRST_NAMES)} {dice.pick(LAST_NAMES)}"
        people.add(person)
        key = number * STAKEHOLDERS_PER_ACCOUNT + i
        title = dice.pick(TITLES)
        role = dice.maybe(0.92, dice.weighted(ROLES, [4, 3, 2, 1]))
        alignment = dice.maybe(0.9, dice.weighted(ALIGNMENTS, [1, 2, 4, 3, 1]))
        tie = dice.maybe(0.8, dice.weighted(RELATIONSHIPS, [4, 4, 2, 1]))
        familiarity = dice.maybe(0.85, dice.weighted(FAMILIARITIES, [3, 4, 3]))
        power = dice.maybe(0.8, dice.below(11))
        mapped = dice.weighted([None, [], team[:1], team[1:2], team[:2]], [5, 1, 6, 4, 4])
        contact = dice.maybe(0.7, dice.date())
        setback = dice.pick(SETBACKS) if dice.random() < 0.08 else None
        resolved = yes_no(dice.maybe(0.7, dice.random() < 0.5)) if setback else None
        mapped_csv = "" if mapped is None else ("-" if not mapped else ";".join(mapped))
        rows["stakeholder"].append(
            f"{key},{number},{person},{title},{cell(role)},{cell(alignment)},{cell(tie)},{cell(familiarity)},"
            f"{cell(power)},{mapped_csv},{cell(contact)},{cell(setback)},{cell(resolved)}")
        mapped_text = None if mapped is None else "[" + ", ".join(f'"{member}"' for member in mapped) + "]"

        if count == 0:
            quoted = None if setback is None else f'"{setback}"'
            cells = [f'"{person}"', f'"{title}"', role, alignment, tie, familiarity, power, mapped_text, contact]
            cells += [quoted, resolved]
            in_table.append("    " + " | ".join(cell(value) for value in cells).rstrip() + "\n")
            continue

        line(f'  stakeholder "{person}" {{\n    title = "{title}"\n')
        known = {"role": role, "alignment": alignment, "relationship": tie, "familiarity": familiarity, "power": power,
                 "mapped_to": mapped_text, "last_contact": contact}
        for field, value in known.items():
            if value is not None:
                line(f"    {field} = {value}\n")
        if setback:
            line(f'    disappointment = "{setback}"\n')
        if resolved:
            line(f"    disappointment_resolved = {resolved}\n")

        objectives = []
        for rank, aim in enumerate(objective_names(dice, count), start=1):
            if rank == 2 and dice.random() < 0.15:
                rank = 1  # two were called the most important: a finding of the growth check
            fields = objective_fields(dice, rank, deals)
            objectives.append((aim, fields))
            deal_key = fields["deal"][1] if fields["deal"] else None
            rows["objective"].append(
                f"{objective_key},{key},{aim},future_potential,{rank},{cell(deal_key)},{cell(yes_no(fields['able']))},"
                f"{cell(fields['value_to_us'])},{cell(fields['cost_to_us'])},{cell(fields['value_to_customer'])},"
                f"{cell(fields['cost_to_customer'])}")
            objective_key += 1
        line(objective_text(objectives))
        line("  }\n")

    line("  table stakeholders {\n    name | title | role | alignment | relationship | familiarity | power | mapped_to"
         " | last_contact | disappointment | disappointment_resolved\n")
    text.extend(in_table)
    line("  }\n}\n")
    return "".join(text), rows


def objective_text(objectives):
    """One objective as a block, several as a table: what a person would do."""
    amounts = ("value_to_us", "cost_to_us", "value_to_customer", "cost_to_customer")
    if len(objectives) == 1:
        aim, fields = objectives[0]
        lines = [f'    objective "{aim}" {{\n      horizon = future_potential\n      rank = {fields["rank"]}\n']
        if fields["deal"]:
            lines.append(f'      opportunity = "{fields["deal"][0]}"\n')
        if fields["able"] is not None:
            lines.append(f"      able_to_align = {yes_no(fields['able'])}\n")
        lines.extend(f"      {field} = {money(fields[field])}\n" for field in amounts if fields[field] is not None)
        lines.append("    }\n")
        return "".join(lines)
    header = " | ".join(("name", "horizon", "rank", "opportunity", "able_to_align") + amounts)
    lines = [f"    table objectives {{\n      {header}\n"]
    for aim, fields in objectives:
        deal = f'"{fields["deal"][0]}"' if fields["deal"] else None
        cells = [f'"{aim}"', "future_potential", fields["rank"], deal, yes_no(fields["able"])]
        cells += [money(fields[field]) if fields[field] is not None else None for field in amounts]
        lines.append("      " + " | ".join(cell(value) for value in cells).rstrip() + "\n")
    lines.append("    }\n")
    return "".join(lines)


def chunk(task):
    """The accounts of one plan file. Runs in a worker process."""
    first, last, seed, path = task
    rows = {table: [] for table in CSV_HEADERS}
    with open(path, "w", encoding="utf-8") as file:
        for number in range(first, last):
            text, account_rows = account(number, seed)
            file.write(text)
            for table, lines in account_rows.items():
                rows[table].extend(lines)
    return {table: "\n".join(lines) + "\n" for table, lines in rows.items()}


def journal(path, length, seed):
    """An everyday ledger journal about `length` bytes long."""
    dice = Dice(seed)
    written = 0
    with open(path, "w", encoding="utf-8") as file:
        month = 0
        while written < length:
            day = f"{2016 + month // 12 % 10}-{month % 12 + 1:02d}"
            for _ in range(40):
                amount = f"{dice.below(900)}.{dice.below(100):02d}"
                payee = f"{dice.pick(LAST_NAMES)} & {dice.pick(COMPANY_LAST)} | {dice.pick(AIM_OBJECTS)}"
                spent_on = f"{dice.pick(TEAM_FUNCTIONS)}:{dice.pick(REGIONS)}".lower()
                entry = (f"{day}-{1 + dice.below(28):02d} {payee}\n"
                         f"    expenses:{spent_on}    {amount} USD\n"
                         f"    assets:bank:{dice.pick(COMPANY_FIRST).lower()}\n\n")
                file.write(entry)
                written += len(entry.encode("utf-8"))
            month += 1


def generate(folder, stakeholders, seed):
    """Writes the portfolio into `folder`, unless the same is there already. Returns what was written, in numbers."""
    folder = pathlib.Path(folder)
    source = hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()
    recipe = {"stakeholders": stakeholders, "seed": seed, "generator": source}
    facts = folder / "facts.json"
    if facts.exists():
        known = json.loads(facts.read_text())
        if known["recipe"] == recipe:
            return known

    shutil.rmtree(folder, ignore_errors=True)
    (folder / "plan").mkdir(parents=True)
    (folder / "csv").mkdir()
    accounts = max(1, stakeholders // STAKEHOLDERS_PER_ACCOUNT)
    tasks = [(first, min(first + ACCOUNTS_PER_FILE, accounts), seed, folder / "plan" / f"accounts-{first:06d}.plan")
             for first in range(0, accounts, ACCOUNTS_PER_FILE)]
    tables = {table: open(folder / "csv" / f"{table}.csv", "w", encoding="utf-8") for table in CSV_HEADERS}
    for table, file in tables.items():
        file.write(CSV_HEADERS[table] + "\n")
    with multiprocessing.Pool() as pool:
        for texts in pool.imap(chunk, tasks):
            for table, file in tables.items():
                file.write(texts[table])
    for file in tables.values():
        file.close()

    plan_bytes = sum(path.stat().st_size for path in (folder / "plan").iterdir())
    journal(folder / "year.journal", min(plan_bytes, JOURNAL_LIMIT), seed)
    result = {
        "recipe": recipe,
        "accounts": accounts,
        "stakeholders": accounts * STAKEHOLDERS_PER_ACCOUNT,
        "objectives": accounts * STAKEHOLDERS_PER_ACCOUNT,
        "plan_bytes": plan_bytes,
        "journal_bytes": (folder / "year.journal").stat().st_size,
    }
    facts.write_text(json.dumps(result, indent=2) + "\n")
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("stakeholders", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    json.dump(generate(options.folder, options.stakeholders, options.seed), sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
