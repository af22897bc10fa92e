"""Words of health, help and home in an agreement for a table that hears nothing of these.

Ingrado: describe what somebody does, not a diagnosis. What names an illness, a disorder or a medicine hardly means
anything else, and is refused. Of what may say something of health, help or home a person answers whether it may stand
there: an agreement goes to the whole table. So of what is a surname, a leave of the mentor or a test at school as well
(Pfeiffer, zwangerschapsverlof, diagnostische toets). A guard against haste, which proves nothing about a text it lets
through.
"""

import re
from collections.abc import Set as AbstractSet

from thuisplan_desktop.register.codes import DataCategory

_CAPITALS = re.compile(r"\b(?:AD\(H\)D|A\.S\.S|ADD|ASS|NAH|LVB|GGZ-behandeling)\b")
_WORDS = re.compile(
    r"\b(?:autis|asperger|depressi|manisch|bipolai|psychose|psychot|psychiat|schizo|borderline|su[iï]cid|zelfmoord|"
    r"zelfdoding|zelfbeschadig|automutil|anorexi|boulimi|bulimi|epilep|diabet|suikerziekte|kanker|tumor|chemo|dialyse|"
    r"leukemie|migraine|astma|reuma|(?-i:pfeiffer)|ziekte van pfeiffer|"
    r"long\s+covid|me/cvs|tourette|miskraam|zwanger(?!schapsverlof)|abortus|hartkwaal|"
    r"hartafwijking|chronisch\s+ziek|\w*fobie|\w*verslaafd|\w*verslaving|diagnos(?!ti)|a\.?d\.?h\.?d\b|adhd|pdd[-\s]?nos|"
    r"(?:ptss|ocd|hiv|aids|soa)\b|medicatie|medicijn|antidepressi|antipsychotic|ritalin|concerta\b|methylfenidaat|"
    r"medikinet|equasym|strattera|(?:dex)?amfetamine|sertraline|fluoxetine|prozac|risperid|risperdal|melatonine)"
    r"|\b\w+stoornis",
    re.IGNORECASE,
)


def speaks_of_health(text: str) -> bool:
    """Whether a text names an illness, a disorder or a medicine."""
    return _CAPITALS.search(text) is not None or _WORDS.search(text) is not None


_MAY_TELL = {
    DataCategory.HEALTH: re.compile(
        r"gezondheid|\bpsych|\bdepri|therap|kinderarts|huisarts|ziekenhuis|kliniek|\bzieke?\b|ziekte|\bgriep|\bopname|"
        r"somber|\b(?:school|faal)?angst|paniek|trauma|burn-?out|overspannen|(?<!s)pil(?:len)?\b|\bslikt\b|\bsnijdt?\b|"
        r"\bwiet|cannabis|\blvb\b|\biq\b|verstandelijk|(?:eet|slaap)proble|hoofdpijn|buikpijn|"
        r"\boperatie|handicap|\bdoof\b|slechthorend|\bblind\b|beperking|\bblow|\bdrugs|alcohol|allergi|hersen|syndroom|"
        r"pfeiffer|diagnosti|zwangerschapsverlof|\badd\b",
        re.IGNORECASE,
    ),
    DataCategory.HELP: re.compile(
        r"jeugdhulp|jeugdzorg|jeugdbescherm|crisisopvang|voogdij|ondertoezicht|uithuisplaats|\buit huis\b|gezinsvoogd|"
        r"hulpverlen|behandelaar|"
        r"behandeling|opvoed|gezinscoach|pleeg(?:gezin|ouder|zorg|vader|moeder)|\bggz\b|maatschappelijk werk|"
        r"veilig thuis|reclassering|psycholo|therap|schuldhulp|begeleid wonen",
        re.IGNORECASE,
    ),
    DataCategory.HOME: re.compile(
        r"scheiding\b|gescheiden|huiselijk|mishandel|misbruik|incest|geweld\b|asielzoeker|\bazc\b|\bschulden|dakloos|"
        r"uitgezet|\bruzie|thuissituatie|"
        r"\bbij (?:opa|oma)\b|blijf-van|armoede|gevangenis|\boverleden|stief(?:vader|moeder)",
        re.IGNORECASE,
    ),
}


def may_tell(text: str, told: AbstractSet[DataCategory]) -> tuple[DataCategory, ...]:
    """Of which kinds of data that a table doesn't hear a text may say something, by words that often do.

    'OTS' and 'UHP' only in capitals. Words of everyday (ziek, ruzie) are among them: who wrote it knows what it says.
    """
    found = {kind for kind, pattern in _MAY_TELL.items() if pattern.search(text)}
    if re.search(r"\b(?:OTS|UHP)\b", text):
        found.add(DataCategory.HELP)
    return tuple(kind for kind in DataCategory if kind in found - told)
