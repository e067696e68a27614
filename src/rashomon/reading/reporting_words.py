"""Words for saying something, in the forms in which they stand in news."""

from __future__ import annotations

# Verbs and nouns of reporting. General, and long on purpose: the weight of "is in this list" is
# fitted.
REPORTING = frozenset(
    """
    accuse accused accuses accusing acknowledge acknowledged acknowledges add added adding adds
    admit admits admitted admitting advise advised affirmed agree agreed alleged alleging allegedly
    announce announced announces announcing apologised apologized appealed argue argued argues
    arguing ask asked asking asks assert asserted asserting assured blame blamed blames blaming
    boast boasted call called calling calls cautioned charged cite cited citing claim claimed
    claiming claims comment commented complain complained concede conceded conclude concluded
    condemn condemned condemning confirm confirmed confirming confirms contend contended criticised
    criticized declare declared declares declaring declined demand demanded demanding denied denies
    denounced deny denying describe described describes describing disclosed dismissed disputed
    emphasised emphasized estimate estimated estimates explain explained explaining express
    expressed expressing indicate indicated indicating inform informed insist insisted insisting
    insists instructed joked lamented mention mentioned noted notes noting objected offered
    ordered plead pleaded point pointed praise praised predict predicted pledge pledged promise
    promised promising proposed protested quote quoted quoting reaffirmed recalled recommended
    refuse refused regretted rejected rejecting remark remarked remarks repeat repeated replied
    reply report reported reportedly reporting reports request requested responded responding
    retorted reveal revealed ruled said say saying says shouted showed shows signaled signalled
    speak speaking spoke stated statement states stress stressed suggest suggested suggesting
    suggests swore tell telling tells testified testify threatened told tweet tweeted tweets urge
    urged urges urging voiced vow vowed vowing warn warned warning warns welcomed wondered write
    writes writing wrote according
    """.split()
)
# What people do about something, with or without words: most often no statement of theirs.
ACTING = frozenset(
    """
    agree agreed agreeing agrees apologise apologised apologises apologize apologized
    apologizes apologizing appeal appealed appeals applaud applauded applauds approve approved
    approves back backed backing backs choose chooses chose consider considered considering
    considers decide decided decides deciding decline declined declines declining defend
    defended defending defends discover discovered discovers endorse endorsed endorses
    endorsing expected find finds focus focused focuses found intend intended intends invoke
    invoked invokes learn learned learning learns learnt look looked looking looks mention
    mentioned mentions notice noticed notices object objected objects offer offered offering
    offers oppose opposed opposes opposing plan planned planning plans pray prayed prefer
    preferred prefers prepare prepared refer referred referring refers refuse refused refuses
    refusing require required requires resist resisted seek seeking seeks sought support
    supported supporting supports thank thanked thanks tried try trying welcome welcomed
    welcomes
    """.split()
)
# What bodies and those who hold an office decide: told in words, but no words of theirs.
DECIDING = frozenset(
    """
    ban banned bans embrace embraced embraces enact enacted invoking lift lifted override
    overrode overrides overturn overturned pass passed passes passing release released releases
    releasing sign signed signing signs suspend suspended veto vetoed vote voted votes voting
    """.split()
)
