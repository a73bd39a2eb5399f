"""An agenda as plain data for JSON: names and sentences in one language, articles in the document's numbering."""

from __future__ import annotations

from tiaowen.compiler.calendar.agenda import Agenda, Scheduled
from tiaowen.compiler.calendar.due import Due
from tiaowen.compiler.calendar.periods import End, Unpublished
from tiaowen.compiler.calendar.words import Wording
from tiaowen.compiler.rules.model.citing import article_texts
from tiaowen.dsl.tree import Language

FORMAT_VERSION = 1

Json = dict[str, object]


def to_data(agenda: Agenda, language: Language) -> Json:
    """Return the agenda; a due date without ``date`` is undetermined, for the reason beside it."""
    policy = agenda.policy
    words = Wording(policy, agenda.work, language)
    return {
        "format_version": FORMAT_VERSION,
        "policy": policy.id,
        "title": policy.title.get(language),
        "year": agenda.year,
        "in_force_from": policy.start.isoformat() if policy.start else None,
        "holiday_notices": {"first": agenda.work.first, "last": agenda.work.last},
        "duties": [_duty(each, words) for each in agenda.duties],
    }


def _duty(each: Scheduled, words: Wording) -> Json:
    duty, limit = each.duty, each.duty.deadline
    event = limit.event if limit else None
    return {
        "number": each.number,
        "actors": [{"id": id, "name": words.policy.names[id].get(words.language)} for id in duty.actors],
        "action": duty.action.get(words.language),
        "articles": list(article_texts(duty.cites)),
        "deadline": {
            "form": limit.form,
            "text": words.deadline(limit),
            "event": event.get(words.language) if event else None,
            "times": limit.times,
        }
        if limit
        else None,
        "waits_for_event": each.waits,
        "after": list(each.after),
        "due": [_due(due, words) for due in each.dues],
    }


def _due(due: Due, words: Wording) -> Json:
    end = due.end
    counted = end.counted if isinstance(end, End | Unpublished) else None
    return {
        "date": end.day.isoformat() if isinstance(end, End) else None,
        "counted": counted.isoformat() if counted else None,
        "month": due.month.isoformat()[:7] if due.month else None,
        "event": due.event.isoformat() if due.event else None,
        "at_the_latest": due.latest,
        "undetermined": None if isinstance(end, End) else words.undetermined(end),
        "missing_year": end.year if isinstance(end, Unpublished) else None,
    }
