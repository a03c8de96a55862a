"""F29: more nodes than the server has connections for, and more clients than either."""

from faults.crowd import Meanwhile, at_once
from report import require

CLIENT = "a client at the same time"
REFUSED = "a connection that the server refused"
#: of which three are the superuser's; two nodes would take 26
CONNECTIONS = 15


def crowded(trial, full):
    trial.plans(CLIENT, REFUSED)
    server = trial.ground.server.copy(max_connections=CONNECTIONS)
    trial.afterwards(server.stop)
    server.begin()
    trial.lay(server=server)
    trial.start()
    many = 500 if full else 200
    doors = [trial.through(node, "vendor") for node in trial.nodes]

    def one(number):
        made = doors[number % 2].call("POST", "tickets", {"subject": f"Crowd {number}"})
        require(made.status == 201, f"{made.status} {made.raw}")
        return made.json["id"]

    quiet = [trial.through(node, "fourth") for node in trial.nodes]
    healthy = lambda: [require(door.call("GET", "/healthz", once=True).status == 200, "/healthz") for door in quiet]
    other = lambda: [door.post("tickets", {"subject": "Of another tenant"}) for door in quiet]
    ids, within = [], []
    with Meanwhile(healthy, 0.02) as health, Meanwhile(other, 0.02) as others:
        for _ in range(4 if full else 2):
            ids += at_once(*(lambda n=n: one(n) for n in range(many)))
            trial.injected[CLIENT] += many
            within += [trial.measured(node, "baton_database_connections") for node in trial.nodes]
    broken = [found for found in ids if isinstance(found, Exception)]
    trial.check("I6", f"all {len(ids)} were answered", not broken, broken[:2], len(ids))
    held = [ticket["id"] for ticket in trial.world.desks["vendor"].items("tickets")]
    lost = set(ids) - set(held)
    trial.check("I1", "and what was answered is there", not lost, list(lost)[:3], len(ids))
    trial.check("I2", "once", len(held) == len(set(held)) == len(ids), f"{len(held)} of {len(ids)}", len(ids))
    for name, found in (("/healthz", health), ("another tenant", others)):
        say = f"{name} was served {found.done} times meanwhile, the slowest in {found.slowest:.2f} s"
        trial.check("I6", say, found.done > 0 and not found.errors, found.errors[:2], found.done)
    limit = trial.measured(trial.nodes[0], "baton_database_connections_limit")
    trial.check("I6", f"no pool was above its {limit:.0f}", max(within) <= limit, within, len(within))
    trial.injected[REFUSED] += int(
        sum(trial.measured(node, "baton_database_failed_connects_total") for node in trial.nodes))
    trial.stands()


FAULTS = [("F29", "more clients than connections", crowded)]
