"""Records to JSON and back, exactly. Pure.

What is at its default is left out, so JSON stays short and an old row gets the default of a later field. JSON that
SQLite cannot take as UTF-8 (a lone surrogate from a hostile document) is written in ASCII escapes, and comes back as
it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from sourcekeeper.model import (
    Address,
    Call,
    CaptureOptions,
    Citation,
    CitedKey,
    CitedText,
    Drift,
    Field,
    FieldValue,
    Item,
    Name,
    Note,
    Origin,
    PartialDate,
    Place,
    Problem,
    Reason,
    SiteAnswer,
    Ticket,
)
from sourcekeeper.store.times import time_of, time_text

Data = dict[str, Any]
"""A JSON object."""


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: `json.dumps` makes one at every call, which takes longer than most of our records."""
_READER = json.JSONDecoder()


def to_json(value: object) -> str:
    """Return compact JSON that is valid UTF-8 whatever the strings in it hold."""
    text = _COMPACT.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def from_json(text: str) -> Any:
    """Read what `to_json` wrote; most of it is an empty list."""
    return [] if text == "[]" else _READER.decode(text)


# --- reasons and places


def reason_data(reason: Reason) -> Data:
    """Return a reason as JSON data."""
    return _without_defaults({"code": reason.code, "arguments": [list(pair) for pair in reason.arguments]})


def reason_of(data: Data) -> Reason:
    """Read what `reason_data` wrote."""
    return Reason(code=data["code"], arguments=arguments_of(data.get("arguments", ())))


def arguments_of(pairs: Any) -> tuple[tuple[str, str | int | float], ...]:
    """Read the arguments of a reason."""
    return tuple((name, value) for name, value in pairs)


def problem_data(problem: Problem) -> Data:
    """Return a problem as JSON data."""
    return _without_defaults({"reason": reason_data(problem.reason), "where": _place_data(problem.where)})


def _problem_of(data: Data) -> Problem:
    return Problem(reason=reason_of(data["reason"]), where=_place_of(data.get("where")))


def _place_data(place: Place | None) -> Data | None:
    if place is None:
        return None
    data = {"start": place.start, "end": place.end, "path": place.path}
    return {name: value for name, value in data.items() if value is not None}


def _place_of(data: Data | None) -> Place | None:
    return None if data is None else Place(**data)


# --- notes


def note_data(note: Note) -> Data:
    """Return a note as JSON data."""
    return {
        "id": note.id,
        "number": note.number,
        "text": note.text,
        **_without_defaults(
            {
                "addresses": [_address_data(address) for address in note.addresses],
                "calls": [_call_data(call) for call in note.calls],
                "place": _place_data(note.place),
                "problems": [problem_data(problem) for problem in note.problems],
                "emphasised": [list(span) for span in note.emphasised],
                "items": [item_data(item) for item in note.items],
                "cited_keys": [_cited_key_data(cited) for cited in note.cited_keys],
            }
        ),
    }


def note_of(data: Data) -> Note:
    """Read what `note_data` wrote."""
    return Note(
        id=data["id"],
        number=data["number"],
        text=data["text"],
        addresses=tuple(_address_of(address) for address in data.get("addresses", ())),
        calls=tuple(_call_of(call) for call in data.get("calls", ())),
        place=_place_of(data.get("place")),
        problems=tuple(_problem_of(problem) for problem in data.get("problems", ())),
        emphasised=tuple((start, end) for start, end in data.get("emphasised", ())),
        items=tuple(item_of(item) for item in data.get("items", ())),
        cited_keys=tuple(_cited_key_of(cited) for cited in data.get("cited_keys", ())),
    )


def _address_data(address: Address) -> Data:
    data = {"untrimmed": address.untrimmed, "marks": list(address.marks), "place": _place_data(address.place)}
    return {"cited": address.cited, "url": address.url, **_without_defaults(data)}


def _address_of(data: Data) -> Address:
    return Address(
        cited=data["cited"],
        url=data["url"],
        untrimmed=data.get("untrimmed"),
        marks=tuple(data.get("marks", ())),
        place=_place_of(data.get("place")),
    )


def _call_data(call: Call) -> Data:
    return {"label": call.label, "context": call.context, **_without_defaults({"place": _place_data(call.place)})}


def _call_of(data: Data) -> Call:
    return Call(label=data["label"], context=data["context"], place=_place_of(data.get("place")))


def _cited_key_data(cited: CitedKey) -> Data:
    words = {"locator": cited.locator, "prefix": cited.prefix, "suffix": cited.suffix}
    rest = _without_defaults({"place": _place_data(cited.place), "in_sentence": cited.in_sentence or None})
    return {"key": cited.key, **{name: text for name, text in words.items() if text}, **rest}


def _cited_key_of(data: Data) -> CitedKey:
    return CitedKey(
        key=data["key"],
        locator=data.get("locator", ""),
        prefix=data.get("prefix", ""),
        suffix=data.get("suffix", ""),
        place=_place_of(data.get("place")),
        in_sentence=data.get("in_sentence", False),
    )


def citation_data(citation: Citation) -> Data:
    """Return a citation as JSON data."""
    return {
        "text": citation.text,
        **_without_defaults(
            {
                "item": None if citation.item is None else item_data(citation.item),
                "addresses": [_address_data(address) for address in citation.addresses],
                "locator": citation.locator or None,
                "refers_to": citation.refers_to,
                "refers_to_citation": citation.refers_to_citation,
                "problems": [problem_data(problem) for problem in citation.problems],
            }
        ),
    }


def citation_of(data: Data) -> Citation:
    """Read what `citation_data` wrote."""
    return Citation(
        text=data["text"],
        item=item_of(data["item"]) if "item" in data else None,
        addresses=tuple(_address_of(address) for address in data.get("addresses", ())),
        locator=data.get("locator", ""),
        refers_to=data.get("refers_to"),
        refers_to_citation=data.get("refers_to_citation"),
        problems=tuple(_problem_of(problem) for problem in data.get("problems", ())),
    )


def about_data(title: str | None, language: str | None, published: date | None, problems: tuple[Problem, ...]) -> Data:
    """Return what a revision of a document says of itself, as JSON data."""
    return _without_defaults(
        {
            "title": title,
            "language": language,
            "published": published.isoformat() if published else None,
            "problems": [problem_data(problem) for problem in problems],
        }
    )


# --- texts seen and answers of sites


def cited_text_data(text: CitedText) -> Data:
    """Return a cited text as JSON data."""
    return _without_defaults(
        {
            "at": time_text(text.at),
            "fingerprint": text.fingerprint,
            "body_digest": text.body_digest,
            "title": text.title,
        }
    )


def cited_text_of(data: Data) -> CitedText:
    """Read what `cited_text_data` wrote."""
    return CitedText(**{**data, "at": time_of(data["at"])})


def drift_data(drift: Drift) -> Data:
    """Return a drift as JSON data."""
    return {
        **_without_defaults(
            {
                "went": list(drift.went),
                "came": list(drift.came),
                "went_share": drift.went_share,
                "kept_in": drift.kept_in or None,
                "kept_at_offset": drift.kept_at_offset or None,
                "kept_characters": drift.kept_characters or None,
            }
        ),
        "likeness": drift.likeness,
        "first_seen": time_text(drift.first_seen),
    }


def drift_of(data: Data) -> Drift:
    """Read what `drift_data` wrote."""
    texts = {name: tuple(data.get(name, ())) for name in ("went", "came")}
    return Drift(**{**data, **texts, "first_seen": time_of(data["first_seen"])})


def site_answer_data(answer: SiteAnswer) -> Data:
    """Return a site's answer as JSON data."""
    data = {
        "at": time_text(answer.at),
        "final_url": answer.final_url,
        "fingerprint": answer.fingerprint,
        "body_digest": answer.body_digest,
        "title": answer.title,
        "lines": list(answer.lines),
        "is_alone": answer.is_alone,
        "asks_password": answer.asks_password,
        "echoes": answer.echoes,
    }
    return {**_without_defaults(data), "status": answer.status}


def site_answer_of(data: Data) -> SiteAnswer:
    """Read what `site_answer_data` wrote."""
    return SiteAnswer(**{**data, "at": time_of(data["at"]), "lines": tuple(data.get("lines", ()))})


# --- items


def item_data(item: Item) -> Data:
    """Return an item as JSON data, its fields in their order."""
    return {name: field_data(field) for name, field in item.fields.items()}


def item_of(data: Mapping[str, Data]) -> Item:
    """Read what `item_data` wrote."""
    return Item(fields={name: field_of(field) for name, field in data.items()})


def field_data(field: Field) -> Data:
    """Return a field with all it carries, as JSON data."""
    data: Data = {"value": _value_data(field.value)}
    if field.origin is not Origin.NOTE:
        data["origin"] = field.origin.value
    if field.span is not None:
        data["span"] = list(field.span)
    if field.confidence != 1.0:
        data["confidence"] = field.confidence
    if field.other is not None:
        data["other"] = _value_data(field.other)
    return data


def field_of(data: Data) -> Field:
    """Read what `field_data` wrote."""
    span = data.get("span")
    return Field(
        value=_value_of(data["value"]),
        origin=Origin(data.get("origin", Origin.NOTE)),
        span=None if span is None else (span[0], span[1]),
        confidence=data.get("confidence", 1.0),
        other=_value_of(data["other"]) if "other" in data else None,
    )


def _value_data(value: FieldValue) -> object:
    """Text is a string, names are a list, a date is an object: the kind of JSON tells the kind of value."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_name_data(name) for name in value]
    data: Data = {"start": list(value.start)}
    if value.end is not None:
        data["end"] = list(value.end)
    if value.circa:
        data["circa"] = True
    return data


def _value_of(data: Any) -> FieldValue:
    if isinstance(data, str):
        return data
    if isinstance(data, list):
        return tuple(Name(**name) for name in data)
    end = data.get("end")
    return PartialDate(
        start=tuple(data["start"]), end=None if end is None else tuple(end), circa=data.get("circa", False)
    )


def _name_data(name: Name) -> Data:
    data = {"family": name.family, "given": name.given, "literal": name.literal}
    return {part: text for part, text in data.items() if text}


# --- tickets


def ticket_data(ticket: Ticket) -> Data:
    """Return a ticket as JSON data."""
    return {
        "job_id": ticket.job_id,
        "url": ticket.url,
        "submitted_at": time_text(ticket.submitted_at),
        "poll_after_microseconds": ticket.poll_after // timedelta(microseconds=1),
    }


def ticket_of(data: Data) -> Ticket:
    """Read what `ticket_data` wrote."""
    return Ticket(
        job_id=data["job_id"],
        url=data["url"],
        submitted_at=time_of(data["submitted_at"]),
        poll_after=timedelta(microseconds=data["poll_after_microseconds"]),
    )


def options_data(options: CaptureOptions) -> Data:
    """Return capture options as JSON data: those that are wanted."""
    return {field.name: True for field in fields(options) if getattr(options, field.name)}


def options_of(data: Data) -> CaptureOptions:
    """Read what `options_data` wrote."""
    return CaptureOptions(**data)


def _without_defaults(data: Data) -> Data:
    """Leave out what is None or an empty list; an empty object or text says something and stays."""
    return {name: value for name, value in data.items() if value is not None and value != []}
