"""Which column of a file holds which field of a task."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopwright.errors import InputError, MissingColumnError, UsageError

__all__ = ["FieldSpec", "parse_mapping", "resolve"]

_IGNORED = re.compile(r"[\s_\-\u200b-\u200d\ufeff]+")
_SHOWN, _SHOWN_LENGTH = 30, 60


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field that a task reads, and the headers under which files hold it.

    >>> FieldSpec("text", ("评论",)).synonyms
    ('评论',)
    """

    name: str
    synonyms: tuple[str, ...] = ()
    """Other headers, the likeliest first; case, spaces, underscores, hyphens and full-width forms do not matter."""


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """What `--map ours=theirs` says, by field; UsageError where a pair is no pair or a field comes twice.

    >>> parse_mapping(["text=用户 评论"])
    {'text': '用户 评论'}
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not (ours and equals and theirs):
            raise UsageError(f"--map {pair} is no pair", hint="write --map FIELD=COLUMN, e.g. --map text=评论")
        if mapping.get(ours, theirs) != theirs:
            raise UsageError(f"--map names two columns for {ours}", hint="keep one of them")
        mapping[ours] = theirs
    return mapping


def resolve(
    columns: Sequence[str],
    fields: Sequence[FieldSpec],
    mapping: Mapping[str, str] | None = None,
    *,
    required: Sequence[str] = (),
    source: str = "the file",
) -> dict[str, str]:
    """The column of each field that the file has.

    What `mapping` names comes first, then a column called like the field, then its synonyms in their order. Raises
    UsageError for a mapped field that is unknown, MissingColumnError for a mapped or required column that is not
    there, and InputError where a required field's column is there twice.

    >>> resolve(["编号", "评论内容"], [FieldSpec("id", ("编号",)), FieldSpec("text", ("评论内容",))])
    {'id': '编号', 'text': '评论内容'}
    """
    mapping = mapping or {}
    known = {spec.name: spec for spec in fields}
    for ours in mapping:
        if ours not in known:
            raise UsageError(f"--map {ours}= names no field", hint=f"the fields are {', '.join(known)}")
    found = {ours: _named(theirs, columns, source) for ours, theirs in mapping.items()}
    for spec in fields:
        free = [column for column in columns if column not in found.values()]
        if spec.name not in found and (match := _recognised(spec, free)) is not None:
            found[spec.name] = match
    for name in required:
        _check_required(known[name], found, columns, source)
    return {name: found[name] for name in known if name in found}


def _named(theirs: str, columns: Sequence[str], source: str) -> str:
    """The column that the user named, exactly or but for case and spaces."""
    if theirs in columns:
        return theirs
    same = [column for column in columns if _normal(column) == _normal(theirs)]
    if same:
        return same[0]
    close = difflib.get_close_matches(theirs, columns, n=1)
    guess = f"did you mean {close[0]}? " if close else ""
    raise MissingColumnError(f"{source} has no column {theirs}", hint=f"{guess}It has {_list(columns)}")


def _recognised(spec: FieldSpec, columns: Sequence[str]) -> str | None:
    if spec.name in columns:
        return spec.name
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(_normal(column), column)
    wanted = (_normal(name) for name in (spec.name, *spec.synonyms))
    return next((by_name[name] for name in wanted if name in by_name), None)


def _check_required(spec: FieldSpec, found: Mapping[str, str], columns: Sequence[str], source: str) -> None:
    if spec.name not in found:
        option = "--text-column COLUMN" if spec.name == "text" else f"--map {spec.name}=COLUMN"
        wanted = ", ".join((spec.name, *spec.synonyms[:5]))
        hint = f"it has {_list(columns)}; say which one it is with {option}"
        raise MissingColumnError(f"{source} has no column for {spec.name} (looked for {wanted}, …)", hint=hint)
    column = found[spec.name]
    if list(columns).count(column) > 1:
        hint = "rename one of them, or name another column"
        raise InputError(f"{source} has {list(columns).count(column)} columns called {column}", hint=hint)


def _list(columns: Sequence[str]) -> str:
    shown = ", ".join(column[:_SHOWN_LENGTH] for column in columns[:_SHOWN])
    return (shown + (", …" if len(columns) > _SHOWN else "")) or "no columns"


def _normal(header: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", header).casefold())
