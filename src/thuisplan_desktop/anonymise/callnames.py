"""Names that call the same person: 'Liesbeth' for Elisabeth, 'Daantje' for Daan, 'Mohamed' for Mohammed."""

from collections.abc import Iterator

from thuisplan_desktop.anonymise.cues import a_set

# A full name and what its bearers are called. Two short forms of one name are two people: Jan is not Hans.
_CALLED = """
abdelkader: kader | abdullah: abdul | adriaan: adri arie ad | adriana: adri jana | albertus: albert bert bertus ab
alexander: alex sander lex xander sacha | alexandra: alex sandra lexi | andreas: andre dries andries
anna: annie anneke anouk ans | antonia: toos tonia antje | antonius: anton ton toon antoon | anthony: tony
arnoldus: arnold nol | barbara: barbera babs bar | bartholomeus: bart | bernardus: bernard ben bernd
benjamin: ben benji | catharina: catrien trijntje trees toos cathy tineke rina karin
charlotte: lotte lot charly | christiaan: chris christian | christina: chris christien stien tina | christopher: chris
cornelia: cor corrie neeltje nel nelleke | cornelis: cor kees cees cornee nelis | daniel: daan dani danny
danielle: dani | dirk: dick | dominique: domi | eduard: ed edward eddy | elisabeth: liesbeth elsbeth els lies betty bep
elisabeth: lisa liesje elly bets beth | elizabeth: liz lizzy beth eliza | emma: em emmy | ernestus: ernst
esmeralda: esmee | fatima: faatje fatma fatiha | franciscus: frans francis | francisca: cisca siska fransje
frederik: fred freek frits | gabriel: gab | gerardus: gerard ger gerrit geert | gerhardus: gerard gerrit
gijsbert: gijs bert | guillaume: guus | gustaaf: guus | hendrik: henk hein hendrikus rik | hendrika: riek henny hennie
henricus: henk harry hein | hermanus: herman harm manus | hubertus: huub bert | isabella: isa bella bel isabel
jacob: jaap job jacco sjaak | jacobus: jaap koos jacco sjaak | jacoba: coba cobie | jacqueline: jacky
johan: jo han | johanna: jo hanna joke jopie annie hannie | johannes: jan johan hans joop hannes jo joh
jonathan: jon jonas | josephus: jos joseph jef sjef | josephina: josje fien | joshua: josh | julia: juul
juliana: juul | katarzyna: kasia | laurens: lau rens | leonardus: leo leon leonard | leendert: leen
lambertus: bert lambert | louise: loes lou wies | lodewijk: lou lodi | ludovicus: louis | madelief: maddie mads
magdalena: lena leen magda | maria: marie ria mia mieke marijke riet marietje | margaretha: greet gretha margriet
margaretha: marga griet | martha: mart | martinus: martin mart tinus tijn maarten | matheus: mathijs thijs teus
matthijs: thijs mats matti | matthias: thijs mats | maximiliaan: max | maximilian: max | maurits: mau
melissa: mel lis | mohammed: mo moo medo | mohamed: mo | michael: mike mick michiel | michelle: mies
mustafa: mus | natasja: tasja | nathalie: nat | nicolaas: klaas nico nic niek | olivier: oli ollie | patricia: pat
paulus: paul | petronella: nel nelleke petra pieternel | petrus: piet peter pieter | philippus: flip philip filip
pieter: piet piet-jan | rachid: rach | rebecca: bec | richard: rick ries | robert: rob robbie bob bert
roelof: roel roeland | roderick: rik | rosalie: roos rosa | rudolf: ruud rudi dolf | samuel: sam sammie
samantha: sam | sebastiaan: bas sebas seb | simon: siem | sofia: sofie soof fie | sophie: soof fie | stephanus: stef
stefan: stef | stephanie: stef steef | suzanne: suus sanne suze | theodorus: theo dorus | theodora: thea door
thomas: tom thom | timotheus: tim timo | tobias: tobi | valentijn: tijn | valerie: val | victoria: vicky
vincent: vin | wilhelmina: willy mien mina wil willemijn | wilhelmus: wim willem wil | willem: wim wil
willemina: willemijn mina mien | yolanda: yo jolanda | yasmina: yas | yusuf: yus | zacharias: zach
"""
# Spellings of one name.
_SPELT = """
mohammed mohamed muhammad mohammad muhammed mohamad muhamed | ahmed ahmad achmed achmet
yusuf youssef yousef yousuf jusuf yussuf | aisha aicha ayse aysha | fatima fatma fathima | ibrahim ebrahim
hussein husein hoessein huseyin hossein | zoe zoey zoi | sophie sofie | sofia sophia | lotte lot
elisabeth elizabeth | mathijs matthijs thijs | eric erik | carolien caroline karolien | katja katya | jacky jackie
britt brit | lucas lukas | oscar oskar | marc mark | nicolaas nikolaas niklas | nico niko | victor viktor
frederik frederick frederic | philip filip philippe | joris jorris | sara sarah | hanna hannah | deborah debora
esther ester | ruth rut | judith judit | edith edit | noah noa | jonah jona | amina aminah
khadija chadija khadidja | hassan hasan | hamza hamzah | mehmet mehmed | omer omar | ali aly | yassin yassine yasin
bilal billal | soufiane sofiane sufian | zeynep zainab zeinab | meryem maryam mariam | joey joeri | kees cees
cor kor | carla karla | monique monik | sjoerd sjoert | thijs tijs | timo thimo | tom thom
"""
# Endings of small forms; '-ke' is left out: Janneke and Anneke are names of their own.
_SMALL = ("etje", "tje", "pje", "je")
_OWN_NAMES = a_set(
    "antje aaltje geertje neeltje grietje trijntje hiltje wietje hendrikje roelofje jantje pietje fietje sietje wietje"
)
_SHORTEST = 3


def _groups(listed: str) -> Iterator[str]:
    return (group.strip() for line in listed.strip().splitlines() for group in line.split("|"))


def _related() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _groups(_CALLED):
        full, _, called = group.partition(": ")
        for short in called.split():
            found.setdefault(full, set()).add(short)
            found.setdefault(short, set()).add(full)
    for group in _groups(_SPELT):
        names = set(group.split())
        for name in names:
            found.setdefault(name, set()).update(names - {name})
    return {name: frozenset(others) for name, others in found.items()}


_RELATED = _related()


def stems(name: str) -> frozenset[str]:
    """What a folded name may be the small form of: 'daan' for 'daantje', 'pim' for 'pimmetje'."""
    if not name.endswith("je") or name in _OWN_NAMES:
        return frozenset()
    cut = (name.removesuffix(ending) for ending in _SMALL if name.endswith(ending))
    found = {stem for stem in cut if len(stem) >= _SHORTEST}
    doubled = {stem[:-1] for stem in found if len(stem) > _SHORTEST and stem[-1] == stem[-2]}
    return frozenset(found | doubled)


def others(name: str) -> list[str]:
    """What else somebody may be called who is called so, as folded names in a fixed order."""
    small = stems(name)
    if not small and name not in _RELATED:
        return []
    called = _RELATED.get(name, frozenset()).union(*(_RELATED.get(stem, frozenset()) for stem in small))
    return sorted((called | small) - {name})
