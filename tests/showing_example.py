"""An invented story in three reports, compared by hand: what every renderer is tested on.

The ferry, its people and its outlets do not exist. Findings are placed by their words, so that a
change of the texts can't leave an offset behind.
"""

from __future__ import annotations

from typing import Any

from rashomon.comparing.comparison import (
    Claim,
    Comparison,
    Difference,
    Framing,
    Label,
    Lineage,
    Origin,
    Passage,
    Relation,
    ReportSpan,
    Side,
    StoryActor,
    StoryStatement,
    Summary,
    TimelineEntry,
)
from rashomon.reading.reading import Note
from rashomon.report import Dateline, Report, Span, Zone, fingerprint

COURIER = """\
Fire on ferry Aldina kills 12 off Port Sorrel

PORT SORREL, March 4 (MNA) - A fire broke out on the car ferry Aldina off Port Sorrel on Monday, \
killing at least 12 people, the coast guard said.

More than 200 passengers were taken off by fishing boats before dawn.

"We must change our rules, and we will do it before the summer," Mayor Ilse Brandt told reporters \
at the harbour.

Striking dock workers had warned in February that the ferry's pumps did not work.

The coast guard's commander, Mikhail Oren, said that 30 people were being treated for smoke.

The Aldina was built in 1987.

Read more: Our guide to the islands
"""

POST = """\
Twelve dead in Aldina ferry blaze

A fire broke out on the car ferry Aldina off Port Sorrel on Monday, killing at least 12 people, \
the coast guard said, according to the agency MNA.

"We must change our rules, and we will," Mayor Ilse Brandt said.

Hardliners among the dock workers had spoken of faulty pumps as early as February.

The operator, Sorrel Lines, denies that the pumps were faulty.

Michael Oren of the coast guard put the number of people treated at 41 by Monday evening.
"""

TRIBUNE = """\
Inland families wait for news from the Aldina

By Petra Vance

Fourteen people died when fire swept the ferry Aldina, hospital director Jon Lerche told the \
Tribune on Tuesday.

The ship's list names 276 passengers, all but nine of whom were picked up by fishing boats.

Mayor Ilse Brandt promised new rules by the summer.

The dock workers who had warned of broken pumps accused Sorrel Lines of ignoring them.

"Nobody rang the alarm on our deck," said Hana Wirth, who was travelling with two children.

The fire is the worst at sea in the region since 1994.
"""

TEXTS = {"courier": COURIER, "post": POST, "tribune": TRIBUNE}


def place(report: str, words: str) -> Span:
    """Finds the one place of `words` in a report of the example."""
    text = TEXTS[report]
    start = text.index(words)
    return Span(start, start + len(words))


def at(report: str, words: str) -> ReportSpan:
    span = place(report, words)
    return ReportSpan(report=report, start=span.start, end=span.end)


def passage(report: str, words: str, statement: str | None = None) -> Passage:
    span = place(report, words)
    return Passage(report=report, start=span.start, end=span.end, statement=statement)


def side(report: str, words: str, value: str | None = None) -> Side:
    span = place(report, words)
    return Side(report=report, start=span.start, end=span.end, value=value)


def zone(kind: Any, report: str, words: str) -> Zone:
    span = place(report, words)
    return Zone(kind=kind, start=span.start, end=span.end)


def report(identity: str, *zones: Zone, **fields: Any) -> Report:
    text = TEXTS[identity]
    return Report(
        id=identity, text=text, sha256=fingerprint(text), language="en", zones=zones, **fields
    )


def statement(identity: str, where: str, words: str, **fields: Any) -> StoryStatement:
    return StoryStatement(
        id=identity,
        report=where,
        content=(place(where, words),),
        **{"act": "speech", "manner": "indirect", "confidence": 0.9, **fields},
    )


def origin(kind: Any, name: str, why: str, *reports: str) -> Origin:
    return Origin(kind=kind, name=name, reports=reports, why=why)


def claim(identity: str, standing: Any, passages: list[Passage], *origins: Origin) -> Claim:
    first = passages[0]
    gist = TEXTS[first.report][first.start : first.end]
    return Claim(
        id=identity,
        gist=gist,
        standing=standing,
        passages=tuple(passages),
        origins=origins,
        confidence=0.82 if len(passages) > 1 else 1.0,
    )


def difference(
    identity: str, kind: Any, claim_id: str, sides: list[Side], explanation: str, **fields: Any
) -> Difference:
    return Difference(
        id=identity,
        type=kind,
        claim=claim_id,
        sides=tuple(sides),
        explanation=explanation,
        **{"confidence": 0.8, **fields},
    )


LEAD = (
    "A fire broke out on the car ferry Aldina off Port Sorrel on Monday, killing at least 12 people"
)
LEAD_TRIBUNE = "Fourteen people died when fire swept the ferry Aldina"
QUOTE = "We must change our rules, and we will do it before the summer,"
QUOTE_CUT = "We must change our rules, and we will,"
ALARM = "Nobody rang the alarm on our deck,"


def _reports() -> tuple[Report, ...]:
    return (
        report(
            "courier",
            zone("title", "courier", "Fire on ferry Aldina kills 12 off Port Sorrel"),
            zone("dateline", "courier", "PORT SORREL, March 4 (MNA) -"),
            zone("boilerplate", "courier", "Read more: Our guide to the islands"),
            outlet="Coast Courier",
            agencies=("MNA",),
            title="Fire on ferry Aldina kills 12 off Port Sorrel",
            published="2024-03-04T15:20:00Z",
            url="https://courier.example/aldina-fire",
            dateline=Dateline(
                places=("Port Sorrel",),
                date="2024-03-04",
                agency="MNA",
                start=place("courier", "PORT SORREL, March 4 (MNA) -").start,
                end=place("courier", "PORT SORREL, March 4 (MNA) -").end,
            ),
        ),
        report(
            "post",
            zone("title", "post", "Twelve dead in Aldina ferry blaze"),
            outlet="Vale Post",
            agencies=("MNA",),
            title="Twelve dead in Aldina ferry blaze",
            published="2024-03-04T20:05:00Z",
            extra={"desk": "news", "title": "must not override", "edition": None},
        ),
        report(
            "tribune",
            zone("title", "tribune", "Inland families wait for news from the Aldina"),
            zone("byline", "tribune", "By Petra Vance"),
            outlet="Inland Tribune",
            authors=("Petra Vance",),
            title="Inland families wait for news from the Aldina",
            published="2024-03-05",
        ),
    )


def _actors() -> tuple[StoryActor, ...]:
    return (
        StoryActor(
            id="brandt",
            name="Ilse Brandt",
            kind="person",
            role="Mayor",
            mentions=(at("courier", "Mayor Ilse Brandt"), at("post", "Mayor Ilse Brandt")),
        ),
        StoryActor(
            id="oren",
            name="Mikhail Oren",
            kind="person",
            aliases=("Michael Oren",),
            role="commander",
            mentions=(at("courier", "Mikhail Oren"), at("post", "Michael Oren")),
        ),
        StoryActor(
            id="coastguard",
            name="the coast guard",
            kind="organization",
            mentions=(at("courier", "the coast guard"),),
        ),
        StoryActor(id="mna", name="MNA", kind="organization", mentions=(at("post", "MNA"),)),
        StoryActor(
            id="lerche",
            name="Jon Lerche",
            kind="person",
            role="hospital director",
            mentions=(at("tribune", "Jon Lerche"),),
        ),
        StoryActor(
            id="wirth", name="Hana Wirth", kind="person", mentions=(at("tribune", "Hana Wirth"),)
        ),
        StoryActor(
            id="dockers",
            name="dock workers",
            kind="group",
            named=False,
            mentions=(at("courier", "Striking dock workers"), at("tribune", "The dock workers")),
        ),
        StoryActor(
            id="lines",
            name="Sorrel Lines",
            kind="organization",
            mentions=(at("post", "Sorrel Lines"), at("tribune", "Sorrel Lines")),
        ),
    )


def _statements() -> tuple[StoryStatement, ...]:
    return (
        statement("s1", "courier", LEAD, speaker="coastguard"),
        statement("s2", "post", LEAD, speaker="coastguard", via=("mna",)),
        statement(
            "s3",
            "courier",
            QUOTE,
            manner="direct",
            speaker="brandt",
            source=place("courier", "Mayor Ilse Brandt"),
            cue=place("courier", "told"),
        ),
        statement("s4", "post", QUOTE_CUT, manner="direct", speaker="brandt"),
        statement("s5", "tribune", "new rules by the summer", speaker="brandt"),
        statement("s6", "tribune", LEAD_TRIBUNE, speaker="lerche"),
        statement("s7", "tribune", ALARM, manner="direct", speaker="wirth"),
        statement("s8", "courier", "30 people were being treated for smoke", speaker="oren"),
        statement("s9", "post", "the number of people treated at 41", speaker="oren"),
    )


def _claims() -> tuple[Claim, ...]:
    agency = origin(
        "agency",
        "MNA",
        "Coast Courier and Vale Post: 74 % of the shorter is the same text, both credit MNA",
        "courier",
        "post",
    )
    own = origin("outlet", "Inland Tribune", "its own reporting", "tribune")
    lerche = origin("speaker", "Jon Lerche", "told the Tribune", "tribune")
    brandt = origin(
        "speaker",
        "Ilse Brandt",
        "all three give the words of Ilse Brandt",
        "courier",
        "post",
        "tribune",
    )
    return (
        claim(
            "c1",
            "disputed",
            [
                passage("courier", LEAD, "s1"),
                passage("post", LEAD, "s2"),
                passage("tribune", LEAD_TRIBUNE, "s6"),
            ],
            agency,
            lerche,
        ),
        claim(
            "c2",
            "agreed",
            [
                passage("courier", "More than 200 passengers were taken off by fishing boats"),
                passage(
                    "tribune",
                    "276 passengers, all but nine of whom were picked up by fishing boats",
                ),
            ],
            origin("agency", "MNA", "credited in its dateline", "courier"),
            own,
        ),
        claim(
            "c3",
            "one-origin",
            [
                passage("courier", QUOTE, "s3"),
                passage("post", QUOTE_CUT, "s4"),
                passage("tribune", "Mayor Ilse Brandt promised new rules by the summer", "s5"),
            ],
            brandt,
        ),
        claim(
            "c4",
            "agreed",
            [
                passage(
                    "courier",
                    "Striking dock workers had warned in February that the ferry's pumps did not "
                    "work.",
                ),
                passage(
                    "post",
                    "Hardliners among the dock workers had spoken of faulty pumps as early as "
                    "February.",
                ),
                passage("tribune", "The dock workers who had warned of broken pumps"),
            ],
            agency,
            own,
        ),
        claim(
            "c5",
            "one-origin",
            [
                passage("courier", "30 people were being treated for smoke", "s8"),
                passage("post", "the number of people treated at 41 by Monday evening", "s9"),
            ],
            origin("speaker", "Mikhail Oren", "both name the commander", "courier", "post"),
        ),
        claim("c6", "sole", [passage("tribune", ALARM, "s7")], own),
        claim(
            "c7",
            "sole",
            [passage("tribune", "The fire is the worst at sea in the region since 1994.")],
            own,
        ),
        claim(
            "c8",
            "sole",
            [passage("post", "The operator, Sorrel Lines, denies that the pumps were faulty.")],
            origin("outlet", "Vale Post", "its own reporting", "post"),
        ),
        claim("c9", "sole", [passage("courier", "The Aldina was built in 1987.")], agency),
    )


def _differences() -> tuple[Difference, ...]:
    return (
        difference(
            "d1",
            "number",
            "c1",
            [side("courier", "at least 12", ">=12"), side("tribune", "Fourteen", "14")],
            "Coast Courier gives at least 12 dead, Inland Tribune gives fourteen.",
            subtype="conflict",
        ),
        difference(
            "d2",
            "number",
            "c2",
            [side("courier", "More than 200", ">200"), side("tribune", "276", "276")],
            "Coast Courier says more than 200, Inland Tribune says 276; both can be true.",
            subtype="precision",
        ),
        difference(
            "d3",
            "quote",
            "c3",
            [side("courier", QUOTE), side("post", QUOTE_CUT)],
            'Vale Post cuts "do it before the summer" from the mayor\'s words.',
            subtype="trimmed",
        ),
        difference(
            "d4",
            "label",
            "c4",
            [side("courier", "Striking dock workers"), side("post", "Hardliners")],
            "Coast Courier writes striking dock workers, Vale Post writes hardliners.",
        ),
        difference(
            "d5",
            "number",
            "c5",
            [side("courier", "30", "30"), side("post", "41", "41")],
            "30 people treated in Coast Courier, 41 in the later Vale Post.",
            subtype="update",
        ),
        difference(
            "d6",
            "name",
            "c5",
            [side("courier", "Mikhail Oren"), side("post", "Michael Oren")],
            "The commander is Mikhail Oren in Coast Courier and Michael Oren in Vale Post.",
        ),
        difference(
            "d7",
            "attribution",
            "c1",
            [side("courier", "the coast guard"), side("tribune", "Jon Lerche")],
            "Coast Courier credits the coast guard, Inland Tribune credits Jon Lerche.",
            subtype="other-speaker",
        ),
    )


def _lineage() -> tuple[Lineage, ...]:
    return (
        Lineage(
            origin="post",
            target="courier",
            kind="copies",
            share=0.74,
            passages=((at("courier", LEAD), at("post", LEAD)),),
            why="Coast Courier and Vale Post share 98 characters of running text",
        ),
        Lineage(
            origin="post",
            target="MNA",
            kind="credits",
            passages=((at("post", "according to the agency MNA"),),),
            why="Vale Post credits MNA",
        ),
        Lineage(
            origin="courier",
            target="MNA",
            kind="credits",
            passages=((at("courier", "PORT SORREL, March 4 (MNA) -"),),),
            why="Coast Courier carries the slug of MNA",
        ),
        Lineage(
            origin="tribune",
            target="courier",
            kind="same-source",
            passages=(),
            why="Inland Tribune and Coast Courier both rest on Ilse Brandt",
        ),
    )


def bare() -> Comparison:
    """Gives a comparison of the three reports in which nothing was found."""
    return Comparison(
        reports=_reports(),
        actors=(),
        statements=(),
        claims=(),
        differences=(),
        lineage=(),
        timeline=(),
        relations=(),
        framing=(),
        coverage={},
        summary=Summary(reports=3, origins=3, agreed=0, one_origin=0, disputed=0, sole=0),
        notes=(),
    )


def comparison() -> Comparison:
    """Gives the comparison of the three reports."""
    claims = _claims()
    covers: dict[str, dict[str, Any]] = {
        one.id: {
            identity: next(
                (
                    "attributes" if p.statement else "states"
                    for p in one.passages
                    if p.report == identity
                ),
                "absent",
            )
            for identity in TEXTS
        }
        for one in claims
    }
    return Comparison(
        reports=_reports(),
        actors=_actors(),
        statements=_statements(),
        claims=claims,
        differences=_differences(),
        lineage=_lineage(),
        timeline=(
            TimelineEntry(when="1987", claim="c9", passages=(at("courier", "1987"),)),
            TimelineEntry(when="1994", claim="c7", passages=(at("tribune", "1994"),)),
            TimelineEntry(
                when="2024-02",
                claim="c4",
                passages=(at("courier", "February"), at("post", "February")),
            ),
            TimelineEntry(
                when="2024-03-04",
                claim="c1",
                passages=(at("courier", "Monday"), at("post", "on Monday")),
            ),
        ),
        relations=(
            Relation(
                source="dockers",
                target="lines",
                event="ACCUSE",
                passages=(at("tribune", "accused Sorrel Lines of ignoring them"),),
                confidence=0.77,
            ),
        ),
        framing=(
            _framing("courier", "Striking dock workers"),
            _framing("post", "Hardliners among the dock workers", tone="negative"),
            _framing("tribune", "The dock workers"),
        ),
        coverage=covers,
        summary=Summary(reports=3, origins=2, agreed=2, one_origin=2, disputed=1, sole=4),
        notes=(
            Note(
                code="R310",
                message="2 weak matches were left out: not enough evidence either way.",
            ),
            Note(
                code="R212",
                message="The source of one statement could not be told.",
                report="tribune",
            ),
        ),
    )


def _framing(identity: str, words: str, **fields: Any) -> Framing:
    span = place(identity, words)
    label = Label(text=words, start=span.start, end=span.end)
    return Framing(actor="dockers", report=identity, labels=(label,), **fields)


def many(number: int) -> Comparison:
    """Gives a comparison of that many long reports, as far as their size matters.

    Each has forty paragraphs; every third one stands in three reports, the others in one.
    """
    texts = [
        "\n\n".join(
            f"Paragraph {line} of report {one}: the ferry left the harbour with its lights on, and "
            f"nobody on the quay had seen the smoke before hour {line}, one of crew {one} said."
            for line in range(40)
        )
        for one in range(number)
    ]
    reports = tuple(
        Report(
            id=f"r{one}",
            text=text,
            sha256=fingerprint(text),
            language="en",
            zones=(),
            outlet=f"Outlet {one}",
            url=f"https://outlet-{one}.example/news/2024/03/the-ferry-and-the-harbour",
            published="2024-03-04",
        )
        for one, text in enumerate(texts)
    )

    def spot(one: int, line: int) -> Passage:
        start = texts[one].index(f"Paragraph {line} of")
        return Passage(report=f"r{one}", start=start, end=start + 100)

    claims = []
    for one in range(number):
        for line in range(40):
            among = [one, (one + 1) % number, (one + 2) % number] if line % 3 == 0 else [one]
            passages = tuple(spot(other, line) for other in among)
            origins = tuple(
                Origin(kind="outlet", name=f"Outlet {n}", reports=(f"r{n}",), why="its own")
                for n in among
            )
            claims.append(
                Claim(
                    id=f"c{one}-{line}",
                    gist=texts[one][passages[0].start : passages[0].end],
                    standing="agreed" if len(among) > 1 else "sole",
                    passages=passages,
                    origins=origins,
                    confidence=0.8,
                )
            )
    shared = sum(claim.standing == "agreed" for claim in claims)
    covers: dict[str, dict[str, Any]] = {
        one.id: {
            f"r{n}": "states" if any(p.report == f"r{n}" for p in one.passages) else "absent"
            for n in range(number)
        }
        for one in claims
    }
    return Comparison(
        reports=reports,
        actors=(),
        statements=(),
        claims=tuple(claims),
        differences=(),
        lineage=(),
        timeline=(),
        relations=(),
        framing=(),
        coverage=covers,
        summary=Summary(
            reports=number,
            origins=number,
            agreed=shared,
            one_origin=0,
            disputed=0,
            sole=len(claims) - shared,
        ),
        notes=(),
    )
