"""What is done to the hub, a family of faults in each room; a room lists its faults: code, name, and what plays it."""

from faults import crossings, crowds, failing_calls, failing_sync, full_disk, repeated_posts

ROOMS = [full_disk, failing_sync, failing_calls, crowds, repeated_posts, crossings]
