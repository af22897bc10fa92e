"""Words of health, help and home in an agreement for a table that hears nothing of these.

Ingrado: describe what somebody does, not a diagnosis. What names an illness, a disorder or a medicine hardly means
anything else, and is refused. Of what may say something of health, help or home a person answers whether it may stand
there: an agreement goes to the whole table. A guard against haste, which proves nothing about a text it lets through.
"""

import re
from collections.abc import Set as AbstractSet

from thuisplan_desktop.register.codes import DataCategory

_CAPITALS = re.compile(r"\b(?:AD\(H\)D|A\.D\.H\.D|A\.S\.S|ADHD|ADD|ASS|PTSS|OCD|PDD-?NOS|NAH|GGZ-behandeling)\b")
_WORDS = re.compile(
    r"\b(?:autis|asperger|depressi|manisch|psychose|psychot|psychiatr|schizo|borderline|su[iï]cid|zelfmoord|zelfdoding|"
    r"zelfbeschadig|automutil|anorexia|boulimi|bulimi|epilep|diabet|suikerziekte|kanker|leukemie|migraine|astma|reuma|"
    r"medicatie|medicijn|ritalin|concerta|methylfenidaat|antidepressi|diagnos|verslaafd|verslaving|zwanger|abortus|"
    r"hartkwaal|chronisch\s+ziek|adhd|autist)"
    r"|\b(?:angst|eet|gedrags|hechtings|dwang|tic|stemmings|persoonlijkheids|slaap|ontwikkelings)stoornis",
    re.IGNORECASE,
)


def speaks_of_health(text: str) -> bool:
    """Whether a text names an illness, a disorder or a medicine."""
    return _CAPITALS.search(text) is not None or _WORDS.search(text) is not None


_MAY_TELL = {
    DataCategory.HEALTH: re.compile(
        r"gezondheid|psycholo|therap|kinderarts|huisarts|ziekenhuis|kliniek|\bzieke?\b|ziekte|\bgriep|\bopname|somber|"
        r"\bangst|paniek|trauma|burn-?out|overspannen|\bpillen|\bslikt\b|(?:eet|slaap)proble|hoofdpijn|buikpijn|"
        r"\boperatie|handicap|\bdoof\b|slechthorend|\bblind\b|beperking|\bblow|\bdrugs|alcohol|allergi|hersen|syndroom",
        re.IGNORECASE,
    ),
    DataCategory.HELP: re.compile(
        r"jeugdhulp|jeugdbescherm|ondertoezicht|uithuisplaats|\buit huis\b|gezinsvoogd|hulpverlen|behandelaar|"
        r"behandeling|opvoed|gezinscoach|pleeg(?:gezin|ouder|zorg|vader|moeder)|\bggz\b|maatschappelijk werk|"
        r"veilig thuis|reclassering|psycholo|therap|schuldhulp|begeleid wonen",
        re.IGNORECASE,
    ),
    DataCategory.HOME: re.compile(
        r"scheiding\b|gescheiden|huiselijk|mishandel|\bschulden|dakloos|uitgezet|\bruzie|thuissituatie|"
        r"\bbij (?:opa|oma)\b|blijf-van|armoede|gevangenis|\boverleden|stief(?:vader|moeder)",
        re.IGNORECASE,
    ),
}


def may_tell(text: str, told: AbstractSet[DataCategory]) -> tuple[DataCategory, ...]:
    """Of which kinds of data that a table doesn't hear a text may say something, by words that often do.

    'OTS' only in capitals. Words of everyday (ziek, ruzie) are among them: who wrote it knows what it says.
    """
    found = {kind for kind, pattern in _MAY_TELL.items() if pattern.search(text)}
    if re.search(r"\bOTS\b", text):
        found.add(DataCategory.HELP)
    return tuple(kind for kind in DataCategory if kind in found - told)
