"""What is done to several nodes on one PostgreSQL database, a family of faults in each room, listed as those of one hub are."""

from faults.nodes import (
    conflicts,
    few_connections,
    frozen_node,
    little_node,
    migrations,
    promoted_copy,
    rolling_restart,
    stopped_server,
)

ROOMS = [
    stopped_server,
    promoted_copy,
    conflicts,
    frozen_node,
    few_connections,
    migrations,
    little_node,
    rolling_restart,
]
