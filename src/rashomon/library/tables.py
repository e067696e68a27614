"""The tables of a library: flat, with names and times that read as they are.

Times of the library's own doing are UTC, ISO 8601. Times that reports tell are EDTF. Columns
called `data` hold whole objects by the contract's names: JSON, or compressed MessagePack where
only Rashomon reads them.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),  # the number of the one that stands now
    Column("address", Text),  # what all ways to write its address have in common
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),
    Column("language", Text, nullable=False),
    Column("added", Text, nullable=False),
    Index("reports_by_address", "address"),
    Index("reports_by_outlet", "outlet"),
)

versions = Table(
    "versions",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("data", Text, nullable=False),  # the Report, JSON
    Index("versions_by_text", "sha256"),
)

retrievals = Table(
    "retrievals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("retrieved", Text),
    Column("address", Text),
    Column("added", Text, nullable=False),
    Index("retrievals_by_report", "report"),
)

readings = Table(
    "readings",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("models", Text, primary_key=True),  # the fingerprint of what read it
    Column("data", LargeBinary, nullable=False),  # the Reading, MessagePack, zlib
)

sketches = Table(
    "sketches",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("turn", Integer, nullable=False),  # counts what was sorted: tells what others added
    Column("day", Integer),  # of publication, proleptic Gregorian ordinal
    Column("arrived", Integer, nullable=False),  # day of adding
    Column("vector", LargeBinary, nullable=False),  # float32, little end first
    Column("data", LargeBinary, nullable=False),  # words and weights, MessagePack, zlib
    Index("sketches_by_day", "day"),
    Index("sketches_by_arrival", "arrived"),
    Index("sketches_by_turn", "turn"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("reports", Integer, nullable=False),
    Index("stories_by_last", "last"),
)

membership = Table(
    "membership",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("story", Text, ForeignKey("stories.id"), nullable=False),
    Index("membership_by_story", "story"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),  # opened, grown, merged, split, judged, disputed
    Column("story", Text, nullable=False),  # no foreign key: merged stories are gone
    Column("other", Text),
    Column("reports", Text, nullable=False),  # their ids, a JSON list
    Column("why", Text, nullable=False),
    Index("changes_by_story", "story"),
    Index("changes_by_kind", "kind", "id"),
)

comparisons = Table(
    "comparisons",
    metadata,
    Column("story", Text, ForeignKey("stories.id"), primary_key=True),
    Column("state", Text, nullable=False),  # a hash of the versions and models it rests on
    Column("at", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # the Comparison, MessagePack, zlib
)

pairs = Table(
    "pairs",
    metadata,
    Column("one", Text, ForeignKey("reports.id"), primary_key=True),
    Column("other", Text, ForeignKey("reports.id"), primary_key=True),
    Column("models", Text, nullable=False),  # the fingerprint of what compared them
    Column("rests_on", Text, nullable=False),  # a hash of both readings
    Column("data", LargeBinary),  # the PairFindings, MessagePack, zlib; none where there are none
    Index("pairs_by_other", "other"),
)

figures = Table(
    "figures",
    metadata,
    # Kept when the story's comparison goes: no foreign key, so that it says what was found last.
    Column("story", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("compared", Integer, nullable=False),  # reports
    Column("origins", Integer, nullable=False),
    Column("agreed", Integer, nullable=False),
    Column("one_origin", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
    Column("sole", Integer, nullable=False),
    Column("disputes", Text, nullable=False),  # the words of the disputed claims, a JSON list
)

pages = Table(
    "pages",
    metadata,
    Column("story", Text, primary_key=True),
    Column("state", Text, nullable=False),  # that of the comparison which the page shows
    Column("at", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # HTML in UTF-8, zlib
)

claims = Table(
    "claims",
    metadata,
    Column("story", Text, ForeignKey("stories.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("gist", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("reports", Text, nullable=False),  # ids, a JSON list
    Column("confidence", Float, nullable=False),
    Index("claims_by_standing", "standing"),
)

statements = Table(
    "statements",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("speaker", Text),
    Column("manner", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Index("statements_by_speaker", "speaker"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # report, statement, claim
    Column("report", Text),  # of a report and a statement
    Column("story", Text),  # of a claim
    Column("item", Text, nullable=False),  # the id of the report, statement or claim
    Column("text", Text, nullable=False),
    Index("passages_by_report", "report"),
    Index("passages_by_story", "story"),
)
"""What is searched. `passages_words` (SQLite, FTS5) or the column `words` (PostgreSQL) is the
index over it, kept by the database itself."""

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),  # in the order in which they were said
    Column("said", Text, nullable=False),  # same, apart; right, wrong; merge, split
    Column("speaker", Text),  # whom the machine gave as speaker
    Column("instead", Text),  # who it is
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("models", Text, nullable=False),  # the fingerprint of those that were judged
    Column("undone_by", Text),
    Column("undone_at", Text),
)

judged = Table(
    "judged",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("judgement", Integer, ForeignKey("judgements.id"), nullable=False),
    Column("side", Text, nullable=False),  # one, other
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("sha256", Text),  # of the version that was judged; none for a whole report
    Column("start", Integer),
    Column("end", Integer),
    Column("text", Text),
    Index("judged_by_judgement", "judgement"),
    Index("judged_by_report", "report"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("version", Integer, primary_key=True),  # what it says otherwise than the one before
    Column("models", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # VersionChanges, MessagePack, zlib
)

feeds = Table(
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),  # as the user named it
    Column("asked", Text, nullable=False),  # where it has moved to for good
    Column("title", Text),
    Column("next", Text, nullable=False),
    Column("looked", Text),
    Column("fetched", Text),  # when it last gave more than word that nothing changed
    Column("etag", Text),
    Column("last_modified", Text),
    Column("sha256", Text),  # of the bytes that were read last
    Column("failures", Integer, nullable=False),  # in a row
    Column("code", Text),  # of the last failure
    Column("message", Text),
    Column("passing", Boolean, nullable=False),  # whether it may be over soon
)

watched = Table(
    "watched",
    metadata,
    Column("key", Text, primary_key=True),  # what all ways to write its address have in common
    Column("feed", Text, nullable=False),
    Column("address", Text),  # of its page, NULL where the feed carries its text
    Column("said", Text, nullable=False),  # a hash of what the feed says of it
    Column("told", Text, nullable=False),  # what the feed says of it, JSON
    Column("next", Text),  # NULL: no look is planned
    Column("looked", Text),
    Column("changed", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("report", Text),
    Column("sha256", Text),  # of the headline and text that were added last
    Column("gone", Text),  # since when its page is not there
    Column("failures", Integer, nullable=False),
    Column("code", Text),
    Column("message", Text),
    Column("passing", Boolean, nullable=False),
    Index("watched_by_next", "next"),
    Index("watched_by_report", "report"),
)
"""The articles that followed feeds name, and when to look at them again."""

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),  # reader, editor
    Column("password", Text),  # argon2id, with its salt and costs; none: tokens only
    Column("added", Text, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False),  # SHA-256 of the token, which is random itself
    Column("account", Text, ForeignKey("accounts.name"), nullable=False),
    Column("label", Text, nullable=False),
    Column("added", Text, nullable=False),
    Index("tokens_by_digest", "digest"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the cookie
    Column("account", Text, ForeignKey("accounts.name"), nullable=False),
    Column("ends", Text, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # add, compare
    Column("what", Text, nullable=False),  # what people see of it: a file's name, an address
    Column("by", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("state", Text, nullable=False),  # waiting, running, done, failed
    Column("stage", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("result", Text),  # JSON
    Column("code", Text),
    Column("message", Text),
    Column("ended", Text),
)

alike = Table(
    "alike",
    metadata,
    Column("one", Text, ForeignKey("reports.id"), primary_key=True),  # the one that came later
    Column("other", Text, ForeignKey("reports.id"), primary_key=True),  # of another story then
    Column("probability", Float, nullable=False),  # that both are of one event
    Column("words", Text, nullable=False),  # that make them alike
    Index("alike_by_other", "other"),
)

copies = Table(
    "copies",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("of", Text, ForeignKey("reports.id"), nullable=False),  # the first with this text
    Column("share", Float, nullable=False),  # of the shorter one's own prose
    Column("agency", Text),  # whom one of the two credits
    Index("copies_by_text", "of"),
)
