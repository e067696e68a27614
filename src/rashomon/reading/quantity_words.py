"""Words of quantities: bounds, currencies, units, and the classes that the rules are written in."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.reading.numbers import word_list
from rashomon.reading.reading import Bound
from rashomon.reading.time_words import DECADE_WORDS
from rashomon.reading.tokens import Alphabet, Token

# Before the figure; the longest phrase holds.
BOUNDS: dict[str, Bound] = {
    "more than": "more than", "over": "more than", "above": "more than",
    "greater than": "more than",
    "upwards of": "more than", "upward of": "more than", "in excess of": "more than",
    "just over": "more than", "well over": "more than", "better than": "more than",
    "more than about": "more than", "exceeding": "more than", "slightly more than": "more than",
    "at least": "at least", "no fewer than": "at least", "no less than": "at least",
    "not less than": "at least", "not fewer than": "at least", "a minimum of": "at least",
    "as few as": "at least", "as little as": "at least",
    "fewer than": "fewer than", "less than": "fewer than", "under": "fewer than",
    "below": "fewer than", "just under": "fewer than", "well under": "fewer than",
    "at most": "at most", "no more than": "at most", "not more than": "at most",
    "up to": "at most", "as many as": "at most", "as much as": "at most", "a maximum of": "at most",
    "about": "about", "around": "about", "roughly": "about", "approximately": "about",
    "some": "about", "nearly": "about", "almost": "about", "close to": "about", "circa": "about",
    "an estimated": "about", "estimated": "about", "approx": "about", "near": "about",
    "something like": "about", "in the region of": "about", "just about": "about",
    "within": "at most", "under the age of": "fewer than", "over the age of": "more than",
    "an average of": "about", "somewhere around": "about", "virtually": "about",
}  # fmt: skip
LONGEST_BOUND = 4
# After these "over" is no bound. "Took over 100 photographs" and the like can be either.
GIVEN_OVER = frozenset(
    "hand hands handed handing fork forks forked forking turn turns turned turning sign signs "
    "signed signing".split()
)
# After the figure.
BOUNDS_AFTER: dict[str, Bound] = {
    "or more": "at least", "and more": "at least", "and over": "at least", "or over": "at least",
    "or older": "at least", "and older": "at least", "or above": "at least", "and up": "at least",
    "or less": "at most", "or fewer": "at most", "or under": "at most", "and under": "at most",
    "or younger": "at most", "or so": "about", "odd": "about",
}  # fmt: skip

CURRENCY_SIGNS: dict[str, str] = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR",
                                  "₽": "RUB", "₪": "ILS", "₦": "NGN", "₩": "KRW", "₱": "PHP",
                                  "₺": "TRY", "₴": "UAH"}  # fmt: skip
# Letters before or after a dollar sign: US$, $A, HK$.
DOLLARS: dict[str, str] = {
    "us": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "cad": "CAD",
    "can": "CAD", "hk": "HKD", "nz": "NZD", "s": "SGD", "sg": "SGD", "nt": "TWD", "r": "BRL",
    "u.s.": "USD",
}  # fmt: skip
CURRENCY_WORDS: dict[str, str] = {
    "dollar": "USD", "buck": "USD", "usd": "USD", "euro": "EUR", "eur": "EUR", "sterling": "GBP",
    "gbp": "GBP", "quid": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR",
    "ruble": "RUB", "rouble": "RUB", "shekel": "ILS", "naira": "NGN", "rand": "ZAR",
    "franc": "CHF", "peso": "MXN", "won": "KRW", "lira": "TRY", "hryvnia": "UAH", "cent": "cent",
    "penny": "penny", "pence": "penny", "baht": "THB", "zloty": "PLN", "forint": "HUF",
    "rupiah": "IDR", "ringgit": "MYR", "taka": "BDT", "cedi": "GHS", "birr": "ETB",
    "dinar": "dinar", "dirham": "dirham", "krona": "krona", "kronor": "krona", "krone": "krone",
    "kroner": "krone", "koruna": "koruna", "rial": "rial", "riyal": "riyal",
    "shilling": "shilling",
}  # fmt: skip
# Of currencies that several countries call by one word: the country's, then its code.
_NATIONAL = {
    "dollar": "american USD australian AUD canadian CAD kong HKD jamaican JMD liberian LRD "
    "namibian NAD singapore SGD taiwan TWD zealand NZD zimbabwe ZWL",
    "dinar": "algerian DZD bahraini BHD iraqi IQD jordanian JOD kuwaiti KWD libyan LYD "
    "serbian RSD tunisian TND",
    "dirham": "emirati AED moroccan MAD",
    "franc": "swiss CHF french FRF belgian BEF",
    "krona": "swedish SEK icelandic ISK",
    "krone": "norwegian NOK danish DKK",
    "koruna": "czech CZK",
    "peso": "argentine ARS chilean CLP colombian COP cuban CUP dominican DOP mexican MXN "
    "philippine PHP uruguayan UYU",
    "pound": "british GBP egyptian EGP lebanese LBP sudanese SDG syrian SYP",
    "rial": "iranian IRR omani OMR yemeni YER",
    "riyal": "saudi SAR qatari QAR",
    "rupee": "indian INR nepalese NPR pakistani PKR pakistan PKR lankan LKR",
    "shilling": "kenyan KES somali SOS tanzanian TZS ugandan UGX",
}
NATIONAL_CURRENCIES: dict[tuple[str, str], str] = {
    (country, word): code
    for word, pairs in _NATIONAL.items()
    for country, code in zip(pairs.split()[::2], pairs.split()[1::2], strict=True)
}
SUFFIXES: dict[str, float] = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mil": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12,
}  # fmt: skip
VAGUE: dict[str, float] = {
    "tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "millions": 2e6,
    "billions": 2e9, "trillions": 2e12,
}  # fmt: skip
FRACTIONS: dict[str, float] = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4, "fourth": 1 / 4, "fourths": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5,
    "sixth": 1 / 6, "sixths": 1 / 6, "eighth": 1 / 8, "eighths": 1 / 8, "tenth": 1 / 10,
    "tenths": 1 / 10,
}  # fmt: skip
# Units as they are given out: a symbol where news write symbols, else the singular word.
UNITS: dict[str, str] = {
    word: unit
    for unit, words in {
        "km": "km kms kilometer kilometers kilometre kilometres",
        "m": "meter meters metre metres",
        "cm": "cm centimeter centimeters centimetre centimetres",
        "mm": "mm millimeter millimeters millimetre millimetres",
        "mile": "mile miles mi",
        "yard": "yard yards",
        "foot": "foot feet ft",
        "inch": "inch inches",
        "acre": "acre acres",
        "hectare": "hectare hectares ha",
        "kg": "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
        "gram": "gram grams gramme grammes",
        "pound": "pound pounds lb lbs",
        "ounce": "ounce ounces oz",
        "tonne": "tonne tonnes",
        "ton": "ton tons",
        "litre": "litre litres liter liters",
        "gallon": "gallon gallons",
        "barrel": "barrel barrels",
        "degree": "degree degrees",
        "mph": "mph",
        "km/h": "kph kmh",
        "knot": "knot knots",
        "watt": "watt watts",
        "kW": "kw kilowatt kilowatts",
        "MW": "mw megawatt megawatts",
        "GW": "gw gigawatt gigawatts",
        "MB": "mb megabyte megabytes",
        "GB": "gb gigabyte gigabytes",
        "point": "point points",
    }.items()
    for word in words.split()
}

_WORDS: dict[str, str] = {
    "percent": "% percent pct",
    "per": "per",
    "cent": "cent",
    "percentage": "percentage",
    "point": "point points",
    "hour": "h hr hour",
    "slash": "/",
    "few": "few several couple many",
    "scale": "dozen hundred thousand million billion trillion",
    "sign": " ".join(CURRENCY_SIGNS),
    "currency": " ".join(
        [word for word in CURRENCY_WORDS if word != "cent"]
        + [f"{word}s" for word in CURRENCY_WORDS if word not in ("pence", "penny", "sterling")]
    ),
    "pound": "pound pounds",
    "square": "square cubic",
    "dimension": "long high deep wide tall thick away",
    "year": "year years",
    "month": "month months week weeks day days",
    "old": "old",
    "age": "aged age ages",
    "vague": " ".join(VAGUE),
    "fraction": " ".join(word for word in FRACTIONS if word != "half"),
    "half": "half",
    "of": "of",
    "in": "in",
    "out": "out",
    "every": "every each",
    "to": "to or",
    "and": "and",
    "dot": ".",
    "article": "a an",
    "bound": "nearly almost about around roughly over under than",
    "possessive": "his her their my your our its",
    "stage": "early mid late",
    "decade_word": " ".join(DECADE_WORDS),
    "dash": "- – — ‑",
    "open": "(",
    "close": ")",
    "comma": ",",
    "plus": "+ plus",
    "between": "between",
    "from": "from",
    "pronoun": "he she who",
    "be": "is was",
}
_WORDS["unit"] = " ".join(
    word for word in UNITS if word not in _WORDS["point"].split() + _WORDS["pound"].split()
)
_SHAPES = ("number", "decade", "suffix", "capital", "line_break", "other")
ALPHABET = Alphabet(
    [*_WORDS, *_SHAPES],
    {
        "any_unit": "unit point pound",
        "money_word": "currency pound",
        "joint": "dash to",
        "decades": "decade decade_word",
    },
)
_LETTERS = {
    word: ALPHABET.letters[name] for name, words in _WORDS.items() for word in words.split()
}
_NUMBER = ALPHABET.letters["number"]
_DECADE = ALPHABET.letters["decade"]
_SUFFIX = ALPHABET.letters["suffix"]
_CAPITAL = ALPHABET.letters["capital"]
_OTHER = ALPHABET.letters["other"]


def letters(tokens: Sequence[Token]) -> str:
    """Gives one letter a token, its class: the string that the rules run over."""
    classes: list[str] = []
    for token in tokens:
        text, word = token.text, token.word
        if token.number is not None:
            classes.append(_NUMBER)
        elif word[0].isdigit() and word.endswith("0s"):
            classes.append(_DECADE)
        elif word in SUFFIXES and classes and classes[-1] == _NUMBER:
            classes.append(_SUFFIX)
        else:
            known = _LETTERS.get(word)
            classes.append(known or (_CAPITAL if text != word else _OTHER))
    return "".join(classes)


# A figure after one of these is its name, not a count.
DESIGNATORS = frozenset(
    word_list(
        "no number page chapter section article phase version level type route highway interstate "
        "flight channel game lap turn round stage room grade class title line item lot gate track "
        "unit block exit apartment suite bus train runway platform step part volume verse episode "
        "season series act scene figure table box size top model formula proposition measure "
        "resolution amendment area zone category tier division ward precinct district terminal "
        "exhibit count sector paragraph rule appendix primary year day week "
        "seed seeded ranked rank"
    )
)
STREETS = frozenset(
    word_list(
        "street st avenue ave road rd drive dr lane ln boulevard blvd highway place court square "
        "parkway terrace way"
    )
)
# Verbs whose object is people counted: "wounding 120", "killed 50".
COUNTED_ACTS = frozenset(
    word_list(
        "killing wounding injuring hurting arresting detaining displacing evacuating rescuing "
        "infecting killed wounded injured hurt arrested detained displaced evacuated rescued "
        "infected kills wounds injures"
    )
)
