"""The works that are compared: for each, what planshell runs, what its peer runs, and the ratio we aim for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Query:
    """A question asked of a loaded portfolio, timed inside the process."""

    name: str  # for --only and the data of a run
    title: str
    plan: str
    sql: str
    aim: float | None = None


# The growth rule as one query, question by question. The scales are cast by name throughout: without that DuckDB
# compares them as text, which is slower and, for `<` and `>`, wrong.
GROWTH_SQL = """
with first as (
  select stakeholder_id, count(*) filter (rank = 1) as ones
  from objective where horizon = 'future_potential'::horizon group by stakeholder_id
),
target as (
  select o.*, f.ones from objective o join first f using (stakeholder_id)
  where o.horizon = 'future_potential'::horizon
),
answers as (
  select
    case when t.ones > 1 or t.opportunity_id is not null then false when t.ones = 1 then true end as q1,
    case when t.able_to_align = 'no'::yes_no then false
         when t.able_to_align = 'yes'::yes_no and len(s.mapped_to) > 0 then true end as q2,
    t.value_to_us > coalesce(t.cost_to_us, 0) as q3,
    t.value_to_customer > coalesce(t.cost_to_customer, 0) as q4
  from stakeholder s left join target t on t.stakeholder_id = s.id
  where s.role >= 'recommender'::role or s.role is null or t.id is not null
)
select case when q1 and q2 and q3 and q4 then 'validated'
            when q1 = false or q2 = false then 'blocked'
            when q3 = false or q4 = false then 'weak'
            else 'open' end as verdict, count(*) as count
from answers group by verdict
"""

GROWTH_MORE_SQL = GROWTH_SQL.replace("  select\n    case when t.ones", "  select s.role, s.familiarity, t.id,\n    case when t.ones")
GROWTH_MORE_SQL = GROWTH_MORE_SQL.replace("else 'open' end as verdict, count(*)", "else 'open' end as verdict, role, count(*)")
GROWTH_MORE_SQL = GROWTH_MORE_SQL.replace(
    "from answers group by verdict",
    "from answers where familiarity = 'know_well'::familiarity and id is not null group by verdict, role",
)

QUERIES = [
    Query(
        "filter",
        "Count stakeholders by a filter on role and alignment",
        "stakeholders | where role >= decision_maker and alignment < supporter | count",
        "select count(*) as count from stakeholder"
        " where role >= 'decision_maker'::role and alignment < 'supporter'::alignment",
        aim=0.2,
    ),
    Query(
        "filter_more",
        "The same with two more conditions",
        "stakeholders | where role >= decision_maker and alignment < supporter and power >= 7"
        " and familiarity < know_well | count",
        "select count(*) as count from stakeholder"
        " where role >= 'decision_maker'::role and alignment < 'supporter'::alignment"
        " and power >= 7 and familiarity < 'know_well'::familiarity",
    ),
    Query(
        "matrix",
        "Matrix of role by alignment",
        "stakeholders | matrix role by alignment",
        "select role, alignment, count(*) as count from stakeholder group by role, alignment",
        aim=0.2,
    ),
    Query(
        "top_accounts",
        "Sponsors and value per account, top ten",
        "accounts | show name, sponsors, value = sum(value_to_us of objectives) | sort value desc | take 10",
        """
        select a.name, coalesce(s.sponsors, 0) as sponsors, coalesce(o.value, 0) as value from account a
        left join (select account_id, count(*) filter (alignment = 'sponsor'::alignment) as sponsors
                   from stakeholder group by account_id) s on s.account_id = a.id
        left join (select s.account_id, sum(o.value_to_us) as value
                   from objective o join stakeholder s on s.id = o.stakeholder_id group by s.account_id) o
               on o.account_id = a.id
        order by value desc limit 10
        """,
        aim=0.5,
    ),
    Query(
        "top_accounts_more",
        "The same for large and valuable people only",
        "accounts | where any(stakeholders where power >= 7) | show name, sponsors,"
        " value = sum(value_to_us of objectives where rank = 1) | sort value desc | take 10",
        """
        select a.name, coalesce(s.sponsors, 0) as sponsors, coalesce(o.value, 0) as value from account a
        join (select account_id, count(*) filter (alignment = 'sponsor'::alignment) as sponsors,
                     bool_or(power >= 7) as strong from stakeholder group by account_id) s on s.account_id = a.id
        left join (select s.account_id, sum(o.value_to_us) as value
                   from objective o join stakeholder s on s.id = o.stakeholder_id
                   where o.rank = 1 group by s.account_id) o on o.account_id = a.id
        where s.strong order by value desc limit 10
        """,
    ),
    Query("growth", "Growth check, counted by verdict", "growth | count by verdict", GROWTH_SQL, aim=1.0),
    Query(
        "growth_more",
        "The same for targets of people who trust us, by verdict and role",
        "growth | where stakeholder.familiarity = know_well and objective is known | count by verdict,"
        " role = stakeholder.role",
        GROWTH_MORE_SQL,
    ),
]

# Change one field, read three figures of its account, take the change back.
CHANGE_TITLE = "Change one field, re-read three account figures, undo"
CHANGE_AIM = 0.1
CHANGE_PLAN = """\
stakeholder "{stakeholder}" of account "{account}" | set alignment = sponsor
account "{account}" | show sponsors, value = sum(value_to_us of objectives), weighted_pipeline
undo
"""
CHANGE_SQL = [
    "savepoint trial",
    "update stakeholder set alignment = 4 where id = ?",
    """
    select (select count(*) from stakeholder where account_id = ?1 and alignment = 4),
           (select sum(o.value_to_us) from stakeholder s join objective o on o.stakeholder_id = s.id
            where s.account_id = ?1),
           (select sum(value * probability) from opportunity where account_id = ?1)
    """,
    "rollback to trial",
    "release trial",
]

START_PLAN = "sponsors | count"  # a name the library declares, so the library has been read when this answers
START_AIM = 2.0
LOAD_PLAN = "accounts | count"
LOAD_AIM = 0.02
MEMORY_AIM = 1.0

DUCKDB_SCHEMA = """
create type role as enum ('influencer', 'recommender', 'decision_maker', 'approver');
create type alignment as enum ('sponsors_competition', 'supports_competition', 'neutral', 'supporter', 'sponsor');
create type relationship as enum ('vendor', 'preferred_supplier', 'planning_partner', 'trusted_advisor');
create type familiarity as enum ('need_to_meet', 'know_slightly', 'know_well');
create type tier as enum ('standard', 'key', 'strategic');
create type horizon as enum ('past_proven', 'current', 'future_potential');
create type yes_no as enum ('no', 'yes');
create table account (id integer, name varchar, industry varchar, region varchar, tier tier, owner varchar,
  relationship relationship, revenue decimal(18, 4), spend_in_category decimal(18, 4));
create table team_member (id integer, account_id integer, name varchar, function varchar, leader yes_no);
create table stakeholder (id integer, account_id integer, name varchar, title varchar, role role, alignment alignment,
  relationship relationship, familiarity familiarity, power tinyint, mapped_to varchar[], last_contact date,
  disappointment varchar, disappointment_resolved yes_no);
create table opportunity (id integer, account_id integer, name varchar, value decimal(18, 4),
  probability decimal(9, 6), close date);
create table objective (id integer, stakeholder_id integer, name varchar, horizon horizon, rank integer,
  opportunity_id integer, able_to_align yes_no, value_to_us decimal(18, 4), cost_to_us decimal(18, 4),
  value_to_customer decimal(18, 4), cost_to_customer decimal(18, 4));
"""


def duckdb_load(folder):
    """Statements that fill the tables from the CSV files in `folder`. In `mapped_to` a hyphen is a known empty set."""
    parts = [DUCKDB_SCHEMA]
    for table in ("account", "team_member", "opportunity", "objective"):
        parts.append(f"copy {table} from '{folder}/{table}.csv' (header, nullstr '');")
    names = (
        "id, account_id, name, title, role, alignment, relationship, familiarity, power,"
        " case mapped_to when '-' then [] else string_split(mapped_to, ';') end,"
        " last_contact, disappointment, disappointment_resolved"
    )
    parts.append(
        f"insert into stakeholder select {names} from"
        f" read_csv('{folder}/stakeholder.csv', header = true, all_varchar = true, nullstr = '');"
    )
    return "\n".join(parts)


SQLITE_SCHEMA = """
create table account (id integer primary key, name text);
create table stakeholder (id integer primary key, account_id integer, name text, alignment integer);
create table opportunity (id integer primary key, account_id integer, value integer, probability real);
create table objective (id integer primary key, stakeholder_id integer, value_to_us integer);
create index stakeholder_account on stakeholder (account_id);
create index opportunity_account on opportunity (account_id);
create index objective_stakeholder on objective (stakeholder_id);
"""
ALIGNMENTS = ["sponsors_competition", "supports_competition", "neutral", "supporter", "sponsor"]


def amount(value):
    """Money as planshell's JSON has it, or as a database has it."""
    return float(value["amount"] if isinstance(value, dict) else value)


def plain_rows(name, rows):
    """The rows of either side in one shape, so that answers can be compared."""
    if name == "matrix" and rows and "alignment" not in rows[0]:
        return {
            (row["role"] or "unknown", column): count
            for row in rows
            for column, count in row.items()
            if column != "role" and count
        }
    if name == "matrix":
        return {(row["role"] or "unknown", row["alignment"] or "unknown"): row["count"] for row in rows}
    if name in ("top_accounts", "top_accounts_more"):
        return [(row["name"], row["sponsors"], amount(row["value"])) for row in rows]
    if name == "growth_more":
        return {(row["verdict"], row["role"] or "unknown"): row["count"] for row in rows if row["count"]}
    if name == "growth":
        return {row["verdict"]: row["count"] for row in rows if row["count"]}
    if name == "change":
        return [(row["sponsors"], amount(row["value"]), round(amount(row["weighted_pipeline"]), 4)) for row in rows]
    return [row["count"] for row in rows]
