"""Words for police and rescuers, by whatever name a report calls those who come and look into it.

What they look into, reports know from them: they are informants, likely sources, and, where no
place tells them apart, one origin.
"""

from __future__ import annotations

import re

# Not "health authorities", nor a firm's "executive officers".
_POLICE = (
    r"(?<!health )authorities|carabinieri|constabulary|detectives|gendarmerie|gendarmes"
    r"|investigators|law enforcement|(?<!executive )officers|police|sheriff\S*|troopers"
)
_RESCUERS = (
    r"coast ?guard|coroner\S*|firefighters?|firem[ae]n|medical examiner|rescuers"
    r"|fire (?:and rescue|brigade|chief|crews?|department|investigators?|marshal|officials?"
    r"|service)"
)
# Forces of police that are known by a name of their own.
_FORCES = r"FBI|Interpol|PSNI|RCMP|Scotland Yard|[A-Z]{2,4}PD"

POLICE = rf"(?:{_POLICE})"
"""A regular expression for those who look into what happened: never rescuers."""
POLICE_AND_RESCUERS = re.compile(rf"\b(?:{_POLICE}|{_RESCUERS}|{_FORCES})\b", re.IGNORECASE)
