"""Words that say what somebody has or takes: an agreement on a list without health can do without them.

Ingrado: describe what somebody does, not a diagnosis. Only words that hardly mean anything else; it is a guard against
haste and proves nothing about a text that it lets through.
"""

import re

_CAPITALS = re.compile(r"\b(?:ADHD|ADD|ASS|PTSS|OCD|PDD-?NOS|NAH|GGZ-behandeling)\b")
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
