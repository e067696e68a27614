"""The words of labels: nouns and verbs by the class of what they can name.

A word may stand in several classes ("attack" is an armed act or criticism); the first names its
usual sense. Nouns are singular, verbs are lemmas.
"""

from __future__ import annotations

NOUNS: dict[str, str] = {
    "armed people": (
        "militant jihadist jihadi terrorist fighter rebel insurgent bandit extremist gunman gunmen"
        " guerrilla separatist secessionist radical islamist mercenary militia militiaman"
        " militiamen paramilitary warlord bomber attacker assailant thug assassin partisan"
        " resistance insurgency fanatic combatant raider"
    ),
    "soldiers": (
        "soldier troop serviceman servicemen peacekeeper conscript commando invader occupier"
        " infantry"
    ),
    "government": (
        "government regime administration junta authority leadership dictatorship autocracy cabinet"
        " establishment"
    ),
    "ruler": (
        "president leader strongman dictator ruler autocrat tyrant despot premier monarch king"
        " chancellor"
    ),
    "political people": (
        "opposition dissident critic opponent rival activist campaigner reformer hardliner"
        " conservative liberal moderate progressive reactionary leftist rightist neoconservative"
        " populist nationalist loyalist supporter sympathizer sympathiser advocate agitator"
    ),
    "people on the move": (
        "migrant refugee immigrant alien asylum-seeker seeker deportee newcomer emigrant exile"
        " expatriate"
    ),
    "residents": "settler colonist colonizer coloniser squatter resident inhabitant villager",
    "crowd": (
        "protester protestor rioter demonstrator marcher mob looter hooligan vandal crowd agitator"
        " troublemaker picketer activist"
    ),
    "wrongdoer": (
        "criminal offender suspect murderer killer gangster robber thief rapist molester abuser"
        " fugitive perpetrator culprit defendant convict felon shooter predator paedophile"
        " pedophile intruder kidnapper pirate trafficker smuggler gunman attacker assailant"
    ),
    "those harmed": (
        "victim casualty survivor martyr hostage captive detainee prisoner inmate complainant"
        " accuser"
    ),
    "informant": (
        "whistleblower whistle-blower leaker informant informer traitor spy defector mole"
    ),
    "political staff": (
        "official operative aide adviser advisor strategist staffer lobbyist insider apparatchik"
        " bureaucrat consultant"
    ),
    "company heads": (
        "executive tycoon oligarch magnate mogul businessman businessmen entrepreneur investor"
        " speculator"
    ),
    "killing": (
        "killing murder death execution assassination slaying slaughter massacre bloodbath carnage"
        " homicide manslaughter genocide atrocity lynching bloodshed fatality"
    ),
    "armed act": (
        "attack assault raid strike airstrike air-strike bombing shelling bombardment offensive"
        " operation incursion invasion intervention campaign onslaught blitz blast explosion ambush"
        " aggression rampage shooting gunfire"
    ),
    "war": (
        "war conflict crisis fighting hostility battle unrest violence uprising rebellion"
        " insurrection revolution"
    ),
    "taking of land": (
        "occupation annexation liberation recapture capture takeover seizure conquest reunification"
        " accession fall"
    ),
    "settled land": "settlement colony outpost neighborhood neighbourhood enclave",
    "barrier": "wall fence barrier",
    "protest": (
        "protest demonstration rally march riot sit-in unrest picket vigil uproar rioting"
        " disturbance uprising"
    ),
    "clash": (
        "clash confrontation scuffle tussle brawl skirmish altercation standoff stand-off incident"
        " encounter fight fracas melee"
    ),
    "seizure of power": "coup putsch ouster overthrow removal mutiny revolution",
    "dispute": (
        "dispute row feud spat quarrel disagreement controversy furor furore debate argument"
        " bickering"
    ),
    "alleged wrong": (
        "scandal affair allegation accusation cover-up coverup wrongdoing misconduct corruption"
        " scheme plot conspiracy collusion fraud swindle lapse mistake error irregularity"
        " retribution payback"
    ),
    "abuse": (
        "abuse torture mistreatment ill-treatment harassment molestation rape groping torment"
        " brutality assault attack"
    ),
    "inquiry": (
        "investigation probe inquiry review witch-hunt crackdown purge manhunt audit inquisition"
    ),
    "criticism": (
        "criticism slur insult rebuke smear tirade rant swipe comment remark jibe critique"
        " complaint condemnation denunciation outburst diatribe barb broadside attack"
    ),
    "assertion": "claim belief assertion contention denial insistence excuse allegation",
    "retreat": (
        "retreat withdrawal pullout pull-out concession climbdown reversal u-turn surrender"
        " volte-face"
    ),
    "agreement": (
        "deal agreement pact accord compromise truce ceasefire cease-fire treaty arrangement"
        " armistice settlement"
    ),
    "punishment": "sanction penalty punishment embargo blockade restriction reprisal retaliation",
    "spending cut": "cut saving austerity reduction reform overhaul",
    "missile": "missile rocket satellite projectile",
    "support in money": "welfare handout entitlement subsidy bailout rescue",
    "disaster": "disaster catastrophe tragedy accident mishap collision crash wreck calamity",
    "change in a figure": "plunge slump drop decline slide surge jump spike collapse dip rout",
    "sect": "sect cult faction clique",
}

VERBS: dict[str, str] = {
    "criticism": (
        "criticize criticise rip blast slam lecture attack denounce condemn scold lambaste berate"
        " assail bash chide rebuke decry chastise correct challenge"
    ),
    "request": "ask demand urge order beg plead press insist",
    "saying": "say claim allege contend assert admit concede confess boast insist maintain",
    "killing": "kill murder execute slay assassinate slaughter massacre butcher die perish lynch",
    "detention": "arrest detain seize capture imprison jail abduct kidnap nab",
    "deceit": "lie mislead deceive misstate misrepresent fabricate",
    "abuse": "molest grope abuse rape assault harass torture touch grab",
    "collision": "collide crash bump ram smash slam plow plough",
    "giving way": "postpone shelve delay abandon drop scrap retreat withdraw surrender flee",
    "taking of land": "seize capture retake recapture liberate occupy annex invade overrun conquer",
    "removal": "oust topple depose overthrow remove dismiss fire sack resign quit",
    "refusal": "deny reject refuse dismiss rebuff spurn disagree dispute",
}
