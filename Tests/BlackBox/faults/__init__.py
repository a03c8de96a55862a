"""What is done to the hub, a family of faults in each room; a room lists its faults: code, name, and what plays it."""

from faults import (
    broken_files,
    crossings,
    crowds,
    deaths,
    failing_calls,
    failing_sync,
    full_disk,
    little_memory,
    migrations,
    partings,
    points_in_time,
    power_cuts,
    repeated_posts,
    rot,
    wall_clocks,
)

ROOMS = [
    deaths,
    full_disk,
    failing_sync,
    power_cuts,
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
