"""News agencies and the names they go by."""

from __future__ import annotations

import re
from functools import lru_cache

# Usual name, then its other forms. Sources: the agencies' own names and credit lines.
AGENCIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("AP", ("A.P.", "Associated Press", "AP Wire", "AP Video", "Associated Press Television")),
    ("AFP", ("Agence France-Presse", "Agence France Presse", "AFP-JIJI", "AFP-Relaxnews")),
    ("Reuters", ("REUTERS", "Thomson Reuters", "Reuters Health", "Reuters UK", "Reuters Staff")),
    ("Thomson Reuters Foundation", ()),
    ("UPI", ("United Press International",)),
    ("Bloomberg", ("Bloomberg News", "BLOOMBERG", "Bloomberg L.P.")),
    ("Dow Jones", ("Dow Jones Newswires", "Dow Jones News")),
    ("CNN Wire", ("CNN Newsource",)),
    ("PA", ("P.A.", "Press Association", "PA Media", "PA Wire", "PA news agency")),
    ("dpa", ("DPA", "Deutsche Presse-Agentur", "Deutsche Presse Agentur")),
    ("epd", ("Evangelischer Pressedienst",)),
    ("KNA", ("Katholische Nachrichten-Agentur",)),
    ("APA", ("Austria Press Agency", "Austria Presse Agentur")),
    ("SDA", ("Keystone-SDA", "ATS", "Swiss News Agency", "Schweizerische Depeschenagentur")),
    ("EFE", ("Agencia EFE", "EFE news agency")),
    ("Europa Press", ()),
    ("ANSA", ("Agenzia Nazionale Stampa Associata",)),
    ("Adnkronos", ()),
    ("AGI", ("Agenzia Giornalistica Italia",)),
    ("Lusa", ("LUSA",)),
    ("Belga", ("BELGA",)),
    ("ANP", ("Algemeen Nederlands Persbureau",)),
    ("Ritzau", ("Ritzaus Bureau",)),
    ("NTB", ("Norsk Telegrambyrå", "Norwegian News Agency")),
    ("TT", ("Tidningarnas Telegrambyrå",)),
    ("STT", ("Suomen Tietotoimisto", "Finnish News Agency", "STT-Lehtikuva")),
    ("BNS", ("Baltic News Service",)),
    ("ELTA", ("Elta",)),
    ("LETA", ("Leta",)),
    ("ERR", ("ERR News",)),
    ("PAP", ("Polish Press Agency", "Polska Agencja Prasowa")),
    ("CTK", ("ČTK", "Czech News Agency", "Czech Press Agency")),
    ("TASR", ("News Agency of the Slovak Republic",)),
    ("SITA", ("Slovak News Agency",)),
    ("MTI", ("Hungarian News Agency", "Magyar Távirati Iroda")),
    ("Agerpres", ("AGERPRES",)),
    ("Mediafax", ()),
    ("BTA", ("Bulgarian News Agency", "Bulgarian Telegraph Agency")),
    ("Tanjug", ("TANJUG",)),
    ("Beta", ("Beta News Agency",)),
    ("Hina", ("HINA", "Croatian News Agency")),
    ("STA", ("Slovenian Press Agency", "Slovenska tiskovna agencija")),
    ("FENA", ("Federal News Agency of Bosnia and Herzegovina",)),
    ("MIA", ("Macedonian Information Agency",)),
    ("ATA", ("Albanian Telegraphic Agency",)),
    ("ANA-MPA", ("ANA", "Athens News Agency", "Athens-Macedonian News Agency")),
    ("Cyprus News Agency", ()),
    ("Anadolu", ("ANADOLU", "Anadolu Agency", "Anadolu Ajansi", "Anadolu Ajansı", "AA")),
    ("DHA", ("Doğan News Agency", "Dogan News Agency", "Demirören News Agency")),
    ("IHA", ("Ihlas News Agency", "İhlas News Agency")),
    ("Tass", ("TASS", "ITAR-Tass", "ITAR-TASS", "Itar-Tass")),
    ("RIA Novosti", ("RIA", "RIA-Novosti", "RIAN")),
    ("Interfax", ("INTERFAX", "Interfax-Ukraine", "Interfax news agency")),
    ("Sputnik", ("Sputnik News",)),
    ("Rossiya Segodnya", ()),
    ("Regnum", ("REGNUM",)),
    ("Ukrinform", ("UKRINFORM",)),
    ("UNIAN", ("Unian",)),
    ("BelTA", ("Belta", "BELTA")),
    ("Moldpres", ("MOLDPRES",)),
    ("Armenpress", ("ARMENPRESS",)),
    ("Azertac", ("AZERTAC", "AzerTAc")),
    ("Trend", ("Trend News Agency",)),
    ("Kazinform", ()),
    ("Kabar", ("Kyrgyz National News Agency",)),
    ("Xinhua", ("XINHUA", "Xinhua News Agency", "New China News Agency")),
    ("CNS", ("China News Service",)),
    ("CNA", ("Central News Agency", "Focus Taiwan")),
    ("Kyodo", ("KYODO", "Kyodo News", "Kyodo News Agency")),
    ("Jiji", ("JIJI", "Jiji Press")),
    ("Yonhap", ("YONHAP", "Yonhap News", "Yonhap News Agency")),
    ("Newsis", ()),
    ("KCNA", ("Korean Central News Agency", "Korea Central News Agency")),
    ("Montsame", ("MONTSAME",)),
    ("VNA", ("Vietnam News Agency", "VietnamPlus")),
    ("TNA", ("Thai News Agency",)),
    ("KPL", ("Lao News Agency",)),
    ("AKP", ("Agence Kampuchea Presse",)),
    ("MNA", ("Myanmar News Agency",)),
    ("Bernama", ("BERNAMA",)),
    ("Antara", ("ANTARA", "Antara News")),
    ("PNA", ("Philippine News Agency", "Philippines News Agency")),
    ("PTI", ("Press Trust of India",)),
    ("ANI", ("Asian News International",)),
    ("IANS", ("Indo-Asian News Service", "Indo Asian News Service")),
    ("UNI", ("United News of India",)),
    ("APP", ("Associated Press of Pakistan",)),
    ("PPI", ("Pakistan Press International",)),
    ("BSS", ("Bangladesh Sangbad Sangstha",)),
    ("UNB", ("United News of Bangladesh",)),
    ("Rastriya Samachar Samiti", ()),
    ("Lankapuvath", ()),
    ("Bakhtar", ("Bakhtar News Agency",)),
    ("Pajhwok", ("PAJHWOK", "Pajhwok Afghan News")),
    ("Khaama Press", ("Khaama",)),
    ("IRNA", ("Islamic Republic News Agency",)),
    ("Mehr", ("MEHR", "Mehr News", "Mehr News Agency")),
    ("Fars", ("FARS", "Fars News", "Fars News Agency", "FNA")),
    ("Tasnim", ("TASNIM", "Tasnim News", "Tasnim News Agency")),
    ("ISNA", ("Iranian Students' News Agency", "Iranian Students News Agency")),
    ("INA", ("Iraqi News Agency",)),
    ("NINA", ("National Iraqi News Agency",)),
    ("Rudaw", ()),
    ("SANA", ("Syrian Arab News Agency",)),
    ("NNA", ("National News Agency", "Lebanon's National News Agency")),
    ("Petra", ("PETRA", "Jordan News Agency", "Petra News Agency")),
    ("Wafa", ("WAFA", "Palestinian News Agency", "Palestine News Agency")),
    ("Ma'an", ("Maan News Agency", "Ma'an News Agency", "Ma’an News Agency")),
    ("KUNA", ("Kuwait News Agency",)),
    ("QNA", ("Qatar News Agency",)),
    ("WAM", ("Emirates News Agency",)),
    ("BNA", ("Bahrain News Agency",)),
    ("ONA", ("Oman News Agency",)),
    ("SPA", ("Saudi Press Agency",)),
    ("Saba", ("SABA", "Saba News Agency", "Yemen News Agency")),
    ("MENA", ("Middle East News Agency",)),
    ("TAP", ("Tunis Afrique Presse",)),
    ("APS", ("Algerie Presse Service", "Algérie Presse Service", "Algeria Press Service")),
    ("MAP", ("Maghreb Arabe Presse", "Maghreb Arab Press", "Moroccan News Agency")),
    ("LANA", ("Libyan News Agency",)),
    ("SUNA", ("Sudan News Agency",)),
    ("ENA", ("Ethiopian News Agency",)),
    ("SONNA", ("Somali National News Agency",)),
    ("GNA", ("Ghana News Agency",)),
    ("NAN", ("News Agency of Nigeria",)),
    ("Kenya News Agency", ()),
    ("ZANIS", ("Zambia News and Information Services",)),
    ("ANGOP", ("Angop", "Angola Press Agency")),
    ("AIM", ("Agência de Informação de Moçambique", "Mozambique News Agency")),
    ("NAMPA", ("Nampa", "Namibia Press Agency")),
    ("SAPA", ("Sapa", "South African Press Association")),
    ("SAnews", ("South African Government News Agency",)),
    ("African News Agency", ()),
    ("PANA", ("Panapress", "Pan African News Agency", "PanaPress")),
    ("CP", ("Canadian Press", "CP Wire")),
    ("Notimex", ("NOTIMEX",)),
    ("Prensa Latina", ("Agencia Prensa Latina",)),
    ("Telam", ("Télam", "TELAM", "TÉLAM")),
    ("Andina", ("ANDINA", "Andina News Agency")),
    ("Agencia Brasil", ("Agência Brasil", "Agencia Estado", "Agência Estado")),
    ("CMC", ("Caribbean Media Corporation",)),
    ("CANA", ("Caribbean News Agency",)),
    ("AAP", ("Australian Associated Press", "AAP Newswire", "AAP FactCheck")),
    ("NZPA", ("New Zealand Press Association",)),
    ("PACNEWS", ("Pacnews",)),
    ("IPS", ("Inter Press Service",)),
    ("JTA", ("Jewish Telegraphic Agency",)),
    ("Catholic News Service", ()),
    ("RNS", ("Religion News Service",)),
    ("TNS", ("Tribune News Service", "MCT", "McClatchy-Tribune News Service")),
    ("States Newsroom", ()),
    ("VOA", ("Voice of America",)),
    ("RFE/RL", ("Radio Free Europe/Radio Liberty", "Radio Free Europe")),
)

# Also words, surnames, parties, regions or places: an agency only where an agency must stand.
_AMBIGUOUS = frozenset(
    """
    AA AAP AGI AIM AKP ANA ANI ANP APA APP APS ATA ATS Andina BNA BTA Beta Bloomberg BLOOMBERG CMC
    CNA CNS CP CTK DHA ELTA ENA ERR Elta FARS FENA FNA Fars GNA IHA INA IPS JTA KNA Kabar LANA LETA
    Leta MAP MCT MENA MIA MNA MTI Mehr NAN NINA NNA ONA PA PANA PAP PETRA PNA PPI Petra QNA RIA RNS
    SABA SANA SDA SITA SPA STA STT SUNA Saba Sapa TAP TNA TNS TT Trend UNB UNI VNA WAM Wafa epd
    Ma'an Sputnik Hina Nampa
    """.split()
)

_SPACE = re.compile(r"\s+")
_OUTER = " \t\r\n.,;:()[]/|-–—"
_LEAD_IN = re.compile(
    r"^(?:the\s+)?(?:(?:official|state|(?:semi-?official|state-(?:run|owned|controlled)))\s+)?",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\s+(?:state\s+)?(?:news\s*agency|newswire|news\s*wire|wire|agency|news\s+service)$",
    re.IGNORECASE,
)
_SAYS_AGENCY = re.compile(r"\b(?:news\s*agency|newswire|wire\s+service)\b", re.IGNORECASE)


def _is_abbreviation(form: str) -> bool:
    return len(form) <= 5 or form.isupper()


def _by_form() -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for name, others in AGENCIES:
        for form in (name, *others):
            exact[form] = name
            if not _is_abbreviation(form):
                folded[form.casefold()] = name
    return exact, folded


_EXACT, _FOLDED = _by_form()


def _either_case(form: str) -> str:
    escaped = re.escape(form).replace(r"\ ", r"\s+")
    return escaped if _is_abbreviation(form) else rf"(?i:{escaped})"


_IN_TEXT = re.compile(
    r"(?<![\w@#])(?:"
    + "|".join(
        _either_case(form)
        for form in sorted((f for f in _EXACT if f not in _AMBIGUOUS), key=len, reverse=True)
    )
    + r")(?!\w)"
)


@lru_cache(maxsize=1 << 14)
def canonical_agency(text: str) -> str | None:
    """Gives the usual name of the agency that `text` names ("The Associated Press": "AP").

    `text` is a whole name as it stands in a slug, credit or source ("AFP", "Tass news agency",
    "the official Xinhua news agency"), not a sentence. Abbreviations count only in their own
    case; some of them are common words or surnames too, so ask only where an agency may stand.
    None where it names no known agency.
    """
    whole = _SPACE.sub(" ", text).strip()
    name = _LEAD_IN.sub("", whole.strip(_OUTER))
    forms = [whole, name, _KIND.sub("", name)]
    if _SAYS_AGENCY.search(name):
        # "Iran's Fars news agency", "the state news agency SANA".
        forms += [_KIND.sub("", name).rpartition(" ")[2]]
    for form in forms:
        known = _EXACT.get(form) or _FOLDED.get(form.casefold())
        if known is not None:
            return known
    found = agencies_in(name) if _SAYS_AGENCY.search(name) else ()
    return found[0] if len(found) == 1 else None


def agencies_in(text: str) -> tuple[str, ...]:
    """Gives the agencies named in `text` (a credit line, a byline), each once, in order.

    Forms that are also common words ("MAP", "Petra") are passed over.
    """
    found: dict[str, None] = {}
    for match in _IN_TEXT.finditer(text):
        form = _SPACE.sub(" ", match.group())
        found[_EXACT.get(form) or _FOLDED[form.casefold()]] = None
    return tuple(found)
