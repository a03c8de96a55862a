"""The chapters of the story.

Those of the first part run at the same time, each on its own chains; those of the second stop and end partnerships, so
they run one after the other.
"""

from chapters import deadlines, edits, endings, families, full_way, levels, order, partnerships, races

FIRST = [
    ("down two levels and back", full_way.down_and_back),
    ("declined, then given to another", endings.declined),
    ("withdrawn", endings.withdrawn),
    ("returned", endings.returned),
    ("recalled through the chain", endings.recalled),
    ("recall against completion", races.recall_against_completion),
    ("withdrawal against acceptance", races.withdrawal_against_acceptance),
    ("confirmation against rework", races.confirmation_against_rework),
    ("four levels and no loop", levels.four_levels),
    ("priority, deadlines, ETA", deadlines.flow),
    ("edits and retractions", edits.travel),
    ("order", order.kept),
    ("one ticket of two", families.one_of_two),
    ("two tickets of one", families.two_of_one),
    ("parts for two partners at once", families.parts),
    ("taken back from above, with a part still open", families.from_above),
]

SECOND = [
    ("suspended and resumed", partnerships.suspended),
    ("ended, open handoffs settled", partnerships.settled),
    ("ended, a copy kept", partnerships.copied),
]
