"""Given names in short: "Dave" and "David" may be one person where the surname is the same."""

from __future__ import annotations

# English short forms | the names they stand for. General, by no means complete.
_TABLE = """
abe | abraham
al | albert alan alfred alexander
alex | alexander alexandra
andy, drew | andrew
barb | barbara
bart | bartholomew
ben, benny | benjamin
bernie | bernard
beth, betty, betsy, liz, lizzie, eliza | elizabeth
bill, billy, will, willie | william
bob, bobby, rob, robbie, robby | robert
brad | bradley
cathy, kathy, kate, katie, kathie | catherine katherine kathryn kathleen
charlie, chuck | charles
chris | christopher christian christine christina
cindy | cynthia
dan, danny | daniel
dave, davey | david
deb, debbie | deborah debra
dick, rich, rick, ricky, richie | richard
don, donnie, donny | donald
doug | douglas
ed, eddie | edward edwin edgar
ted, teddy | edward theodore
ernie | ernest
frank, frankie | francis franklin
fred, freddie, freddy | frederick alfred
gabe | gabriel
gene | eugene
gerry, jerry | gerald gerard jerome
greg | gregory
hal, harry | harold henry
hank | henry
herb | herbert
jack, johnny | john
jake | jacob
jamie, jim, jimmy | james
jan | janet janice
jeff | jeffrey geoffrey
jen, jenny | jennifer
jo | joanna joanne josephine
joe, joey | joseph
jon | jonathan
josh | joshua
judy | judith
ken, kenny | kenneth
kim | kimberly
larry | lawrence laurence
len, lenny | leonard
lou | louis louise
maggie, meg, peggy | margaret
mandy | amanda
marty | martin
matt | matthew
max | maxwell maximilian
mick, mickey, mike | michael
mitch | mitchell
nate | nathan nathaniel
nick | nicholas
norm | norman
pam | pamela
pat | patrick patricia
patty, trish | patricia
pete | peter
phil | philip phillip
ray | raymond
ron, ronnie | ronald
russ | russell
sam | samuel samantha
sandy | sandra alexander
stan | stanley
steve | stephen steven
stu | stuart stewart
sue, susie | susan suzanne
terry | terence terrence theresa
tim | timothy
tom, tommy | thomas
tony | anthony
val | valerie
vic | victor
vicky | victoria
vince | vincent
walt | walter
wes | wesley
zach, zack | zachary
"""
_FULL = {
    short.strip(): frozenset(full.split())
    for row in _TABLE.strip().splitlines()
    for shorts, full in (row.split("|"),)
    for short in shorts.split(",")
}


def may_be_one(first: str, second: str) -> bool:
    """Says whether two given names, in lower case, may be one name, short or in full."""
    return not _full(first).isdisjoint(_full(second))


def _full(name: str) -> frozenset[str]:
    return _FULL.get(name, frozenset()) | {name}
