"""The rows of the table: key, words, unit, aim as a word (None where there is none). Sizes stand in the words by name."""

ROWS = [
    ("empty_route_per_s", "ceiling: empty route that decodes the same JSON", "/s", None),
    ("group_commit_rows_per_s", "ceiling: bare group commits of the same rows", "/s", None),
    ("create_per_s", "creating a ticket, 64 connections", "/s", None),
    ("create_of_ceiling", "  of the durable ceiling", "%", "at least 50"),
    ("create_p50_ms", "  p50", "ms", None),
    ("create_p99_ms", "  p99", "ms", "at most 25"),
    ("create_alone_p50_ms", "creating a ticket, one connection, p50", "ms", "at most 0.6"),
    ("create_grown", "creating at {many:,} tickets, of the rate at a thousand", "x", "at least 0.5"),
    ("partner_p50_ms", "a comment's way to the partner, p50", "ms", "at most 3"),
    ("partner_p99_ms", "  p99", "ms", None),
    ("three_hops_p50_ms", "a comment's way through three hops, p50", "ms", "at most 8"),
    ("three_hops_p99_ms", "  p99", "ms", None),
    ("handoffs_per_s", "handoffs offered, accepted and completed", "/s", "at least 1,500"),
    ("at_once_s", "{offered:,} offered at once: all at both desks after", "s", "at most 15"),
    ("quiet_p99_ms", "  another tenant's p99 before", "ms", None),
    ("busy_p99_ms", "  and meanwhile", "ms", None),
    ("busy_of_quiet", "  of the quiet value", "x", "at most 1.5"),
    ("list_p50_ms", "50 open tickets among {some:,}, one connection, p50", "ms", "at most 0.5"),
    ("list_per_s", "  64 connections", "/s", "at least 15,000"),
    ("list_of_empty_route", "  of the empty route", "%", None),
    ("first_p50_ms", "the first 50 tickets among {some:,}, p50", "ms", "at most 0.5"),
    ("search_p50_ms", "a search that finds 50 among {some:,}, p50", "ms", "at most 0.6"),
    ("ticket_page_p50_ms", "ticket page with 30 comments, p50", "ms", "at most 5"),
    ("list_page_p50_ms", "list page among {some:,}, p50", "ms", "at most 5"),
    ("tickets_list", "{few:,} to {many:,} tickets: the list takes", "x", "at most 1.3"),
    ("tickets_page", "  the list page", "x", "at most 1.3"),
    ("tickets_ticket_page", "  the ticket page", "x", "at most 1.3"),
    ("tickets_search", "  a search", "x", "at most 1.6"),
    ("desks_list", "1 to {desks:,} desks: the list takes", "x", "at most 1.3"),
    ("desks_page", "  the list page", "x", "at most 1.3"),
    ("desks_ticket_page", "  the ticket page", "x", "at most 1.3"),
    ("desks_search", "  a search", "x", "at most 1.6"),
    ("page_change_p50_ms", "a change seen by another page, p50", "ms", "at most 200"),
    ("streams_mb", "1,000 event streams: resident, more", "MB", "at most 64"),
    ("streams_end_s", "  ended by SIGTERM", "s", "at most 2"),
    ("ready_s", "ready after a start", "s", "under 0.1"),
    ("ready_grown_s", "  with {many:,} tickets", "s", "under 0.1"),
    ("idle_mb", "resident when idle, freshly started", "MB", "at most 48"),
    ("load_mb", "  at most under load", "MB", "at most 96"),
    ("desk_kb", "  more for each of {desks:,} desks", "kB", "at most 10"),
    ("pgbench_per_s", "PostgreSQL: pgbench, one durable insert, 64 connections", "/s", None),
    ("node_create_per_s", "  creating a ticket at one node, 64 connections", "/s", None),
    ("node_create_of_pgbench", "    of pgbench", "%", "at least 50"),
    ("nodes_create_per_s", "  at two nodes", "/s", None),
    ("nodes_create_of_node", "    of one node", "x", "at least 1"),
    ("nodes_desks_create_per_s", "  at two nodes, for four desks", "/s", None),
    ("nodes_desks_create_of_pgbench", "    of pgbench", "%", None),
    ("nodes_way_p50_ms", "  a comment's way across nodes, p50", "ms", "at most 15"),
    ("nodes_way_p99_ms", "    p99", "ms", None),
    ("node_mb", "  resident, each node, at most under load", "MB", "at most 128"),
    ("node_connections", "  connections of a node's pool, of 12", "", "at most 12"),
    ("nodes_list", "  {few:,} to {many:,} tickets of {tenants:,} desks: the list takes", "x", "at most 1.3"),
    ("nodes_page", "    the list page", "x", "at most 1.3"),
    ("nodes_ticket_page", "    the ticket page", "x", "at most 1.3"),
    ("nodes_search", "    a search", "x", "at most 1.6"),
]


def text(found):
    lines = [f"{found['cores']} cores, medians of {found['runs']}", ""]
    for key, words, unit, aim in ROWS:
        value = found.get(key)
        shown = "not measured" if value is None else f"{value:,.{0 if value >= 100 else 2}f} {unit}"
        lines.append(f"{words.format(**found):<56} {shown:>16}" + (f"   aim: {aim} {unit}" if aim else ""))
    return "\n".join(lines)
