"""Doubts weighed: for each doubtful passage of a document, the most that another reading of it can move one claim.

    variants      the document compiled once more for each other reading
    changed       which benefits, days, funds and columns two readings do not have in common
    candidates    which people and situations the readings tell apart
    visits, years, enrolments, funds    claims that may show it, alone and two in a year
    trial         settling them under both readings, and keeping the one that moves most
    bounds        how far a first claim can move at all, proved
    weigh         all of it: :func:`weigh`
    text, to_json printing and data

Every claim that is shown has been settled by the reference engine under both readings. What is called the most is
proved for every amount by comparing schedules; anything else is said to be at least so much. Left to others: which
reading is right.
"""

from tiaowen.compiler.doubts.model import Bound, Effect, Shift, Weighed
from tiaowen.compiler.doubts.text import render_doubts
from tiaowen.compiler.doubts.to_json import doubts_data
from tiaowen.compiler.doubts.weigh import weigh

__all__ = ["Bound", "Effect", "Shift", "Weighed", "doubts_data", "render_doubts", "weigh"]
