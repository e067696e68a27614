"""Addresses of articles: one form for all ways to write it, and whether two lead to one article.

RFC 3986 normalization is w3lib's; what tracks readers and what marks a copy for phones is told by
general tables. An address is never asked here: this module is pure.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

LONGEST = 4_000
"""Characters; a longer address is none that a newsroom gives to readers."""

# Parameters that say how a reader came to the page. Sources: the lists of Firefox's and Brave's
# query stripping, of ClearURLs and of AdGuard, as far as they hold for every site; names that
# sites also use for what they show ("id", "source", "cid", "page", "s") are left out.
_TRACKING = frozenset(
    """
    __hsfp __hssc __hstc __s __source __twitter_impression _branch_match_id _branch_referrer
    _bhlid _gl _hsenc _hsmi _kx _openstat bbeml bsft_clkid bsft_uid cmp cmpid
    dclid dicbo ef_id et_rid fb_action_ids fb_action_types fb_comment_id fb_ref fb_source fbclid
    gad_source gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig hsctatracking
    icid igsh igshid irclickid irgwc mbid mkt_tok msclkid mkwid ncid nr_email_referer ocid
    partner pcrid rb_clickid ref ref_src ref_url referer referrer reflink rss s_cid s_kwcid
    sc_customer sc_eh sc_uid scid sfmc_id share_id shared smid smtyp spref sr_share srnd srsltid
    ss_email_id taid tblci tpcc traffic_source trk twclid twitter_impression
    unicorn_click_id vero_conv vero_id vgo_ee wbraid wickedid wt_mc xtor yclid ymclid ysclid
    """.split()
)
_TRACKING_STARTS = (
    "at_", "ga_", "hsa_", "itm_", "matomo_", "mc_", "ml_subscriber", "mtm_", "ns_", "oft_",
    "oly_", "piwik_", "pk_", "utm_", "utm-", "wt.", "zanpid",
)  # fmt: skip
# A copy for phones says so in the address: a parameter, a folder or an ending.
_AMP_PARAMETERS = frozenset(
    {("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("output", "amp")}
)
_AMP_ENDING = re.compile(r"\.amp(?P<html>\.html?)?$", re.IGNORECASE)
_AMP_HOST = re.compile(r"amp\.|(?:www\.)?amp-|mobile\.|m\.|www\.", re.IGNORECASE)
# Keepers of old pages: the address of the page that was kept follows the time.
_ARCHIVE = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|is|ph|md|li|fo|vn))/\d{4,14}[a-z_*]*/"
    r"(?P<page>https?://.+)",
    re.IGNORECASE | re.DOTALL,
)
# The viewers and caches that keep AMP copies: what follows is the host and path of the original.
_AMP_VIEWER = re.compile(
    r"https?://(?:www\.google\.[a-z.]{2,6}/amp|[\w-]+\.cdn\.ampproject\.org/(?:[acrvw]/)?"
    r"|(?:www\.)?bing-amp\.com/(?:[acv]/)?)/?(?P<tls>s/)?(?P<rest>[\w-]+(?:\.[\w-]+)+(?:[/?].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:x?html?|php|aspx?|jsp|shtml)$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")


def is_address(name: str) -> bool:
    """Says whether a source's name is a web address ("https://..."), not a path."""
    return re.match(r"\s*https?://", name, re.IGNORECASE) is not None


def canonical_address(address: str) -> str | None:
    """Gives the one form of a web address, None where it is no address of a web page.

    It has a lower-case scheme and host (Punycode), no default port, password, fragment (but
    "#!...", which names a page), dot segments, index file, tracking parameters, and no marks of
    an AMP copy; parameters are sorted and percent-encoding is that of RFC 3986. The canonical
    form of a canonical address is itself.
    """
    address = address.strip()
    if len(address) > LONGEST or not is_address(address):
        return None
    try:
        split = _split(_original(address))
        host = _host(split)
    except (ValueError, UnicodeError):
        return None
    if host is None:
        return None
    path = _shortest(split.path)
    fragment = split.fragment if split.fragment.startswith("!") else ""
    plain = urlunsplit((split.scheme, host, path, _without_tracking(split.query), fragment))
    return canonicalize_url(plain, keep_fragments=True)


def site_of(address: str) -> str | None:
    """Gives the site that a page belongs to, as its readers write it: "tamsinherald.example".

    That is the host without "www." and the marks of copies for phones; of a page kept by a web
    archive, the host of the page. None for an IP address, a host without a dot, or no address.
    """
    kept = _ARCHIVE.match(address.strip())
    canonical = canonical_address(kept["page"] if kept else address)
    host = (urlsplit(canonical).hostname or "") if canonical else ""
    shorter = _AMP_HOST.sub("", host, count=1)
    site = shorter if "." in shorter else host
    return site if re.fullmatch(r"(?:[\w-]+\.)+[a-z][\w-]+", site) else None


def address_key(address: str) -> str | None:
    """Gives what addresses of one article have in common; no address itself, None for no address.

    Besides what `canonical_address` folds: http and https, hosts that differ in "www.", "m.",
    "mobile." or "amp.", and a slash at the end. Unlike texts may still stand there: see
    `provenance.versions_of`.
    """
    canonical = canonical_address(address)
    if canonical is None:
        return None
    split = urlsplit(canonical)
    host = _AMP_HOST.sub("", split.netloc, count=1)
    if "." not in host.split(":")[0]:  # "m.example" itself: there is no other host to fold into.
        host = split.netloc
    return urlunsplit(("", host, split.path.rstrip("/"), split.query, split.fragment))


def _original(address: str) -> str:
    """Gives the publisher's address where a viewer or cache of AMP copies is named."""
    viewer = _AMP_VIEWER.match(address)
    if viewer is None:
        return address
    return f"{'https' if viewer['tls'] else 'http'}://{viewer['rest']}"


def _split(address: str) -> SplitResult:
    """Splits an address after RFC 3986 normalization. Raises ValueError where it is none."""
    return urlsplit(canonicalize_url(address, keep_fragments=True))


def _host(split: SplitResult) -> str | None:
    """Gives host and port without password and default port; None where no host is named."""
    host = split.netloc.rpartition("@")[2]
    name, port = host, split.port
    if re.search(r":\d*$", host):
        name = host.rpartition(":")[0]
    name = name.lower().rstrip(".")
    if _HOST.fullmatch(name) is None:
        return None
    return name if port in (None, _PORTS[split.scheme]) else f"{name}:{port}"


def _shortest(path: str) -> str:
    """Gives a path without index file and marks of an AMP copy, however many there are."""
    longer = ""
    while path != longer:
        longer, path = path, _INDEX.sub("/", _without_amp(path)) or "/"
    return path


def _without_amp(path: str) -> str:
    """Gives a path without the folder or ending that marks an AMP copy."""
    segments = path.split("/")
    others = [segment for segment in segments if segment.lower() != "amp"]
    if len(others) < len(segments) and any(others):
        path = "/".join(others) if segments[-1].lower() != "amp" else "/".join([*others, ""])
        path = path if path.startswith("/") else f"/{path}"
    return _AMP_ENDING.sub(lambda match: match["html"] or "", path)


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    return (
        name in _TRACKING or name.startswith(_TRACKING_STARTS) or (name, value) in _AMP_PARAMETERS
    )
