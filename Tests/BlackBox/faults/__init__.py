"""What is done to the hub, a family of faults in each room; a room lists its faults: code, name, and what plays it."""

from faults import (
    broken_files,
    crossings,
    crowds,
    failing_calls,
    failing_sync,
    full_disk,
    little_memory,
    migrations,
    partings,
    points_in_time,
    repeated_posts,
    rot,
    wall_clocks,
)

ROOMS = [
    full_disk,
    failing_sync,
    failing_calls,
    rot,
    crowds,
    wall_clocks,
    repeated_posts,
    crossings,
    broken_files,
    migrations,
    little_memory,
    partings,
    points_in_time,
]
