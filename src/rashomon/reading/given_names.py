"""Given names: the short forms of one name ("Dave", "David"), and men's and women's names."""

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


# Given names that all but always are a man's, or a woman's, in English-language news. Names that
# both bear ("Alex", "Jean", "Kim", "Nikita", "Robin", "Sasha") stand in neither list.
_MENS = frozenset(
    """
    aaron abdul abdullah abraham adam ahmad ahmed alan albert alberto alejandro aleksandr alexander
    alexei alfred ali allan allen amir anatoly andrei andrew andrey anthony antonio arnold arthur
    barack barry bashar benjamin bernard bernie bill billy binyamin bob bobby boris brad bradley
    brendan brett brian bruce bryan carl carlos carlton charles charlie chuck clarence clark claude
    clifford colin craig curtis damon daniel darren dave david dean dennis derek dick diego dimitri
    dmitri dmitry dominic donald doug douglas duncan dustin dwight ed eddie edgar eduardo edward
    edwin emmanuel eric erik ernest eugene fernando francisco frank franklin fred frederick gary
    gavin geoff geoffrey george gerald gerard gerry giovanni giuseppe glenn gordon graham grant greg
    gregory guillermo gustavo guy harold harry harvey hassan hector helmut henry herbert herman
    howard hugh hugo hussein ian ibrahim igor ivan jack jacob jacques jake james jason javier jeff
    jeffrey jeremy jerome jerry jim jimmy joachim joe joel john johnny jon jonathan jorge jose
    joseph josh joshua josé juan julian julio julián justin karl keith ken kenneth kevin khalid kyle
    lance larry lars lawrence leon leonard leonid liam louis lucas luigi luis lukas mahmoud malcolm
    manuel marc marcel marco marcus mario mark martin marvin matt matthew maurice max michael miguel
    mike mikhail mitch mitt mohamed mohammad mohammed moses muhammad mustafa nathan nathaniel neal
    neil nicholas nicolas nigel norman oleg oliver omar osama oscar oswald otto owen pablo patrick
    paul pavel pedro pete peter philip phillip pierre pietro quentin rafael ralph ramon randy raul
    raymond ricardo richard rick rob robert roberto rodney roger roland ronald ross roy rudolph
    rupert russell ryan saad salman samuel scott sean sebastian sergei sergey sergio seth shaun
    simon stanley stefan stephen steve steven stewart stuart ted terence terrence theodore thomas
    tim timothy todd tom tommy tony travis trevor tyler vernon victor viktor vincent vitaly vladimir
    volodymyr walter warren wayne werner wesley wilhelm william winston wolfgang yusuf zachary
    """.split()
)
_WOMENS = frozenset(
    """
    abigail agnes aisha alexandra alice alicia alison allison amanda amber amelia amy ana anastasia
    angela angelina anita ann anna anne annie antonia audrey ayesha barbara beatrice bernadette
    bertha beth betty bonnie brenda bridget brigitte camille candace carla carmen carol caroline
    carolyn carrie catherine cecilia charlotte chelsea cheryl christina christine cindy claire clara
    claudia colleen condoleezza connie constance cristina crystal cynthia danielle dawn debbie
    deborah debra denise diana diane dolores donna doris dorothy edith eileen elaine eleanor elena
    elisabeth elizabeth ella ellen elsa emily emma erica erin esther eva fatima felicia fiona
    florence frances gabriela gabrielle gail georgina geraldine gertrude gina gladys gloria grace
    greta gwendolyn hannah harriet hazel heather heidi helen helena hillary ida ingrid irene irina
    isabel isabella ivanka jacqueline jane janet janice jasmine jeanette jennifer jenny jessica jill
    joan joanna joanne josephine joyce juanita judith judy julia juliana julie karen karin kate
    katherine kathleen kathryn kathy katie katrina khadija kirsten kristen kristin kristina latoya
    laura lauren laurie linda lisa lois lorraine louise lucia lucille lucy lydia lynn madeleine
    maggie malala margaret margarita maria marianne marie marilyn marjorie marlene marsha martha
    mary maryam maureen megan melanie melinda melissa meredith michelle mildred miranda miriam molly
    monica nadia nancy naomi natalia natalie natasha nicole nina nora norma olga olivia pamela
    patricia paula pauline peggy penelope phyllis priscilla rachel rebecca renee rita roberta rosa
    rose rosemary ruth sabrina sally samantha sandra sara sarah sharon sheila shirley sonia sophia
    sophie stella stephanie sue susan susana suzanne svetlana sylvia tamara tanya tatiana teresa
    theresa therese tiffany tina ursula valentina valerie vanessa vera veronica victoria virginia
    wendy yolanda yulia yvonne zainab
    """.split()
)


def usual_gender(first: str) -> str | None:
    """Gives whose name a given name, in lower case, all but always is: "m", "f", or None."""
    if first in _MENS:
        return "m"
    return "f" if first in _WOMENS else None
