"""The committee's files: the evaluation, a file per vendor, a file per evaluator under ``scores/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from procfit.formats.spec import (
    ArrayOf,
    Boolean,
    Choice,
    Date,
    Either,
    Id,
    Integer,
    Key,
    ListOf,
    MapOf,
    Number,
    RangeOf,
    RefusedError,
    TableOf,
    Text,
)
from procfit.formats.toml_file import FORMAT, Reading, TomlFile, check_format
from procfit.model.faults import Path, did_you_mean
from procfit.model.scale import DEFAULT_EVALUATION, default_codes, is_score
from procfit.model.vendor import (
    UNREADABLE,
    Code,
    Counts,
    Evaluation,
    EvaluatorScores,
    Evidence,
    ExtraPrice,
    Layout,
    Link,
    Linked,
    LinkNote,
    Per,
    Price,
    Settled,
    Table,
    Vendor,
    WeightBasis,
)

__all__ = ["EVALUATION", "SCORES", "VENDOR", "build_evaluation", "build_scores", "build_vendor"]

_FORMAT = Key(Integer(1, FORMAT), "the version of this format", required=True)
_EVIDENCE = Key(Choice(get_args(Evidence)), "how well the answer is proven")

CODE = TableOf(
    {
        "utility": Key(RangeOf(0, 1), "worth from 0 to 1: least, usual, most"),
        "effort_days": Key(RangeOf(0), "days to close the gap: least, usual, most"),
        "answers": Key(ListOf(Text(200)), "raw texts read as this code, any case"),
        "meaning": Key(Text(500), "when vendors are to choose it, in the question workbook"),
    },
    dict,
)

EVALUATION = TableOf(
    {
        "format": _FORMAT,
        "weight_basis": Key(Choice(get_args(WeightBasis)), "what makes a process weigh"),
        "horizon_years": Key(Number(0.5, 30), "years that costs and benefits are counted"),
        "discount_rate": Key(Number(0, 1), "yearly rate for net present value"),
        "day_rate": Key(RangeOf(), "money per day of closing gaps: least, usual, most"),
        "benefit_reached": Key(
            RangeOf(0, 1), "share of the planned benefit that turns into money: least, usual, most"
        ),
        "undecided_below": Key(Number(0, 1), "chance of being first under which nobody wins"),
        "kappa": Key(
            Number(1, 10000), "how sure the weights are: the higher, the closer to them is drawn"
        ),
        "evaluators": Key(ListOf(Id()), "who scores, in order"),
        "must_codes": Key(ListOf(Id()), "the codes that pass a gate"),
        "codes": Key(MapOf(CODE, Id()), "the answer scale"),
        "evidence": Key(
            MapOf(Number(0, 1), Choice(get_args(Evidence))),
            "how far down an answer may turn out, as a share of its usual utility",
        ),
        "not_applicable": Key(MapOf(Text(), Id()), "requirements out of scope, with the reason"),
        "evaluator_weights": Key(
            MapOf(Number(0.01, 100), Id()), "how much an evaluator counts in the mean; 1 by default"
        ),
    },
    dict,
    "evaluation",
)

EXTRA = TableOf(
    {
        "capability": Key(Id(), "what costs extra", required=True),
        "amount": Key(RangeOf(), "how much on top: least, usual, most", required=True),
        "per": Key(Choice(get_args(Per)), "how often it is due", required=True),
        "file": Key(Text(500), "the workbook that says so"),
        "sheet": Key(Text(200), "its sheet"),
        "cell": Key(Text(20), "its cell"),
        "date": Key(Date(), "when it was taken from there"),
    },
    ExtraPrice,
)

PRICE = TableOf(
    {
        "licence_per_user_month": Key(RangeOf(), "per user and month"),
        "users": Key(Number(0), "how many users"),
        "implementation": Key(RangeOf(), "once"),
        "run_per_year": Key(RangeOf(), "each year"),
        "extra": Key(ArrayOf(EXTRA), "what single capabilities cost on top"),
    },
    Price,
)


class Position(Text):
    """A column letter or a row number."""

    def __init__(self) -> None:
        super().__init__(8)

    def read(self, value: Any, reading: Reading, path: tuple[str | int, ...]) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return str(value)
        if isinstance(value, str) and (value == "" or (value.isascii() and value.isalnum())):
            return value.upper()
        raise RefusedError("is neither a column letter nor a row number", 'write "E" or 5')

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "maxLength": 8}]}


_POSITION = Position()

TABLE = TableOf(
    {
        "file": Key(Text(500), "the workbook, beside this file", required=True),
        "sha256": Key(Text(64), "the content it was confirmed for"),
        "sheet": Key(Text(200), "the sheet; the first one by default"),
        "layout": Key(Choice(get_args(Layout)), "how the table stands"),
        "header": Key(_POSITION, "the header row (layout columns: the column)"),
        "first": Key(_POSITION, "the first row of data"),
        "last": Key(_POSITION, "the last row of data"),
        "id": Key(_POSITION, "the column of ids"),
        "group": Key(_POSITION, "the column of groups"),
        "feature": Key(_POSITION, "the column of features"),
        "answer": Key(_POSITION, "the column of answers"),
        "comment": Key(_POSITION, "the column of comments"),
        "proof": Key(_POSITION, "the column of what the vendor offers as proof"),
        "vendor": Key(_POSITION, "long form: the column that names the vendor"),
        "vendor_name": Key(Text(500), "long form: the text that means this vendor"),
        "answers": Key(MapOf(_POSITION, Id()), "code-columns: the column of each code"),
        "codes": Key(MapOf(Id(), Text(200)), "raw texts that differ from evaluation.toml"),
        "blank": Key(Id(), "the code that an empty cell means; absent = not answered"),
        "fill": Key(Boolean(), "true where answer cells without text are read by their color"),
        "evidence": _EVIDENCE,
        "stale": Key(
            ListOf(Text(200)),
            "rows whose answer changed since their evidence was confirmed; they are claimed",
        ),
        "confirmed_by": Key(Text(200), "who confirmed this mapping"),
        "date": Key(Date(), "when"),
    },
    Table,
)

_LINK = TableOf(
    {
        "row": Key(Text(200), "the row's id, or sheet!number", required=True),
        "text": Key(Text(), "its wording, should the id move"),
    },
    Link,
)

_ROWS = ListOf(_LINK)

LINKED = TableOf(
    {
        "rows": Key(_ROWS, "the rows; [] = no row was found", required=True),
        "counts": Key(Choice(get_args(Counts)), "which of several rows counts; the worst by default"),
        "by": Key(Text(200), "who linked them"),
        "reason": Key(Text(), "why"),
        "date": Key(Date(), "when"),
    },
    Linked,
)

SETTLED = TableOf(
    {
        "code": Key(Id(), "a code of the scale, or blank", required=True),
        "evidence": _EVIDENCE,
        "by": Key(Text(200), "who"),
        "reason": Key(Text(), "why"),
        "note": Key(Text(), "a remark"),
        "date": Key(Date(), "when"),
        "stale": Key(Text(), "how the vendor's own answer changed since; the evidence is then claimed"),
    },
    Settled,
)

VENDOR = TableOf(
    {
        "format": _FORMAT,
        "name": Key(Text(500), "the vendor", required=True),
        "price": Key(PRICE, "what it costs"),
        "table": Key(ArrayOf(TABLE), "where the answers stand", field="tables"),
        "links": Key(
            MapOf(
                Either({list: _ROWS, dict: LINKED}, 'write [{ row = "…", text = "…" }]'),
                Id(),
            ),
            "capability to rows, with who found them; [] = no row was found",
        ),
        "agreed": Key(MapOf(SETTLED, Id()), "what the committee settled"),
    },
    dict,
    "vendor",
)

SCORES = MapOf(
    Either({int: Integer(1, FORMAT), dict: MapOf(SETTLED, Id())}, "write a [vendor] table"), Id()
)


def build_evaluation(file: TomlFile) -> Evaluation:
    """Return the rules of the game; problems are left in ``file.reading``."""
    reading = file.reading
    if not check_format(file.data, reading, "an evaluation"):
        return DEFAULT_EVALUATION
    fields = EVALUATION.read(file.data, reading, ()) or {}
    fields.pop("format", None)
    codes = _codes(fields.pop("codes", {}), reading)
    evidence = {**DEFAULT_EVALUATION.evidence, **fields.pop("evidence", {})}
    if "must_codes" not in fields:
        fields["must_codes"] = _default_must_codes(codes, reading)
    evaluation: Evaluation = replace(DEFAULT_EVALUATION, codes=codes, evidence=evidence, **fields)
    for code in evaluation.must_codes:
        if code not in codes:
            reading.report(("must_codes",), f'unknown code "{code}"', did_you_mean(code, codes))
    return evaluation


def build_vendor(file: TomlFile, vendor_id: str, evaluation: Evaluation) -> Vendor | None:
    """Return a vendor, or None when its file cannot be used."""
    reading = file.reading
    if not check_format(file.data, reading, "a vendor"):
        return None
    fields = VENDOR.read(file.data, reading, ())
    if fields is None:
        return None
    fields.pop("format")
    fields |= _links(fields.get("links", {}))
    known = [*evaluation.codes, "blank"]
    if "agreed" in fields:
        fields["agreed"] = _readable(fields["agreed"], known, reading, ("agreed",))
    for index, table in enumerate(fields.get("tables", ())):
        _check_table(table, [*known, "unreadable"], reading, index)
    return Vendor(id=vendor_id, **fields)


def _links(read: Mapping[str, tuple[Link, ...] | Linked | None]) -> dict[str, Any]:
    """Return the rows of each capability, and apart from them what is said about the links."""
    linked = {
        name: each if isinstance(each, Linked) else Linked(each)
        for name, each in read.items()
        if each is not None
    }
    return {
        "links": {name: each.rows for name, each in linked.items()},
        "link_notes": {name: each.note for name, each in linked.items() if each.note != LinkNote()},
    }


def build_scores(file: TomlFile, evaluator: str, evaluation: Evaluation) -> EvaluatorScores:
    """Return one evaluator's answers; problems are left in ``file.reading``."""
    reading = file.reading
    if not check_format(file.data, reading, "an evaluator's scores"):
        return EvaluatorScores(evaluator)
    scores = SCORES.read(file.data, reading, ())
    scores.pop("format", None)
    known = [*evaluation.codes, "blank"]
    readable = {
        vendor: _readable(answers, known, reading, (vendor,)) for vendor, answers in scores.items()
    }
    return EvaluatorScores(evaluator, readable)


def _readable(
    answers: Mapping[str, Settled], known: list[str], reading: Reading, path: Path
) -> dict[str, Settled]:
    """Return the answers, those of an unknown code reported and unreadable instead of an answer."""
    for capability, settled in answers.items():
        _check_code(settled.code, known, reading, (*path, capability))
    return {
        capability: settled if settled.code in known else replace(settled, code=UNREADABLE)
        for capability, settled in answers.items()
    }


def _default_must_codes(codes: Mapping[str, Code], reading: Reading) -> tuple[str, ...]:
    """Return those of the default codes that pass a gate and are declared."""
    passing = tuple(code for code in DEFAULT_EVALUATION.must_codes if code in codes)
    if not passing:
        reading.report(
            ("codes",), "no code passes a gate", "add must_codes with the codes that do", "warning"
        )
    return passing


def _codes(declared: Mapping[str, dict[str, Any]], reading: Reading) -> dict[str, Code]:
    """Return the declared codes, each completed from the default of the same name."""
    if not declared:
        return default_codes()
    defaults = default_codes()
    codes = {}
    for name, fields in declared.items():
        if name in defaults:
            codes[name] = replace(defaults[name], **fields)
        elif "utility" in fields:
            codes[name] = Code(name, **fields)
        else:
            reading.report(("codes", name), f'code "{name}" has no utility', "add utility = [0, 0.5, 1]")
    _report_shared_answers(codes, reading)
    return codes


def _report_shared_answers(codes: Mapping[str, Code], reading: Reading) -> None:
    owner: dict[str, str] = {}
    for code in codes.values():
        for raw in code.answers:
            folded = raw.strip().casefold()
            if owner.setdefault(folded, code.id) != code.id:
                message = f'"{raw}" is read as {owner[folded]} and as {code.id}'
                reading.report(("codes", code.id, "answers"), message, "keep it under one code")


def _check_table(table: Table, known: list[str], reading: Reading, index: int) -> None:
    for raw, code in table.codes.items():
        _check_code(code, known, reading, ("table", index, "codes", raw))
    for code in table.answers:
        _check_code(code, known, reading, ("table", index, "answers", code))
    if table.blank:
        _check_code(table.blank, known, reading, ("table", index, "blank"))


def _check_code(code: str, known: list[str], reading: Reading, path: tuple[str | int, ...]) -> None:
    if code not in known and not is_score(code):
        hint = did_you_mean(code, known) or f"codes: {', '.join(known)}"
        reading.report(path, f'unknown code "{code}"', hint)
