"""Small closed classes of English words, and a rough stem."""

from __future__ import annotations

from functools import lru_cache

FUNCTION_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being but by can"
    " could did do does doing for from had has have having he her hers him his how i if in"
    " into is it its just me more most my no nor not of off on once only or other our out over"
    " own said same say says she should so some such than that the their them then there these"
    " they this those through to too under until up very was we were what when where which"
    " while who whom why will with would you your it's he's she's that's they're we're i'm"
    " i've we've".split()
)

MODALS = frozenset(
    "must should shall will would may might can could ought never always cannot".split()
)

COMPASS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast"
    " southwest northeastern northwestern southeastern southwestern".split()
)

_NEGATIONS = frozenset("not no never none nobody nothing neither nor without cannot".split())

# "didn't" as it stands where the apostrophe got lost.
_UNMARKED = frozenset(
    "arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wont"
    " wouldnt".split()
)

_IRREGULAR = {
    form: verb
    for verb, *forms in map(
        str.split,
        """
        be was were been
        begin began begun
        break broke broken
        bring brought
        choose chose chosen
        come came
        draw drew drawn
        drive drove driven
        fall fell fallen
        find found
        fly flew flown
        get got gotten
        give gave given
        go went gone
        grow grew grown
        hold held
        keep kept
        know knew known
        leave left
        lose lost
        make made
        pay paid
        rise rose risen
        run ran
        see saw seen
        send sent
        shake shook shaken
        speak spoke spoken
        steal stole stolen
        strike struck stricken
        swear swore sworn
        take took taken
        teach taught
        think thought
        throw threw thrown
        win won
        write wrote written
        """.strip().splitlines(),
    )
    for form in forms
}

_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ers", "ed", "es", "er", "ly", "s")


def is_negation(form: str) -> bool:
    """Says whether a word denies: "not", "never", "didn't"."""
    return form in _NEGATIONS or form in _UNMARKED or form.endswith("n't")


def tells(form: str) -> bool:
    """Says whether a word says something of its own: it neither joins words nor denies them."""
    return form not in FUNCTION_WORDS and not is_negation(form)


def verb_of(form: str) -> str:
    """Gives the verb of an irregular form: "took", "taken"; any other word is given back."""
    return _IRREGULAR.get(form, form)


@lru_cache(maxsize=1 << 16)
def stem(form: str) -> str:
    """Gives a word without its commonest endings, for telling "arrest" from other words."""
    rest = form
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            rest = form[: -len(ending)]
            break
    else:
        if form.endswith("e") and len(form) > 4:
            rest = form[:-1]
    return rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] else rest
