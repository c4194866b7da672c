"""Assessments of the families told in ``stories``: a first look, others every few months, better or worse as their story goes."""

import datetime as dt
import random

from ligzda.cases.catalogue import KEY
from ligzda.cases.models import Area, Assessment, ChildView, Episode, Score
from ligzda.demo.household import Household
from ligzda.demo.setting import Stage
from ligzda.demo.stories import STORIES, Story
from ligzda.kernel import clock
from ligzda.kernel.ids import ALPHABET

APART = 150  # days between two assessments
FIRST_AFTER = 18
SEEN = {
    "c1": ("Bērns vakaros viens; vienojāmies, kas ir kopā ar viņu.", "Vakarais vaikas lieka vienas; susitarėme, kas būna kartu."),
    "f1": ("Vakaros nav noteikta miega laika, vecāki piekrīt sākt ar to.", "Vakarais nėra miego laiko, tėvai sutinka nuo to pradėti."),
    "f2": ("Sarunas ātri pāriet strīdā; ar trešo cilvēku klāt izdodas.", "Pokalbiai greitai virsta ginču; dalyvaujant trečiam pavyksta."),
    "f3": ("Mēneša beigās ledusskapis tukšs, māte to pati pateica.", "Mėnesio gale šaldytuvas tuščias, mama pati tai pasakė."),
    "f4": ("Viena istaba nav kurināma, logs aizlīmēts.", "Vienas kambarys nekūrenamas, langas užklijuotas."),
    "c2": ("Pie zobārsta nav būts trīs gadus.", "Pas odontologą nebūta trejus metus."),
    "c3": ("Skolotāja stāsta par raudāšanu starpbrīžos.", "Mokytoja pasakoja apie verkimą per pertraukas."),
    "c4": ("Žurnālā 31 kavēta stunda šajā mēnesī.", "Dienyne 31 praleista pamoka šį mėnesį."),
    "f5": ("Parāds par īri 640 EUR, rēķini redzēti.", "640 EUR nuomos skola, sąskaitos matytos."),
    "f6": ("Pabalsta termiņš beidzies, iesniegums nav uzrakstīts.", "Išmokos terminas baigėsi, prašymas neparašytas."),
    "f7": ("Kaimiņos neviena nepazīst, radi dzīvo citā pilsētā.", "Kaimynų nepažįsta, giminės gyvena kitame mieste."),
    "f8": ("Miegs četras stundas naktī, pie ārsta vēl nav būts.", "Miegas keturios valandos per naktį, pas gydytoją dar nebūta."),
}
VOICES = (
    ("Gribu, lai mamma vakaros nav tik nogurusi.", "Noriu, kad mama vakarais nebūtų tokia pavargusi."),
    ("Skolā man patīk zīmēšana, pārējais ne tik ļoti.", "Mokykloje man patinka piešimas, kita ne taip labai."),
    ("Man patīk, ka visi ēdam kopā.", "Man patinka, kad visi valgome kartu."),
)
TOO_YOUNG = ("Vēl nerunā.", "Dar nekalba.")


def assessments(stage: Stage, homes: list[Household]) -> None:
    """In the order of the stories; chance of its own, so that whatever else is invented stays as it is."""
    areas = list(Area.objects.filter(instrument__key=KEY).select_related("instrument").order_by("order"))
    for number, (story, home) in enumerate(zip(STORIES, homes, strict=True)):
        rng = random.Random(f"assessed {number}")
        _of(stage, home, story, areas, rng)


def _of(stage: Stage, home: Household, story: Story, areas: list[Area], rng: random.Random) -> None:
    levels: dict[tuple[str, str], int] = {}
    for episode in [one for one in stage.builder.all(Episode) if one.case is home.case]:
        if episode is home.episode and story.state == "assessment":
            continue
        last = (episode.closed_date or stage.builder.today) - dt.timedelta(days=5)
        day = episode.admitted_date + dt.timedelta(days=FIRST_AFTER)
        came_back = episode.ordinal > 1
        while day <= last:
            _one(home, episode, day, areas, levels, rng, came_back=came_back)
            day, came_back = day + dt.timedelta(days=APART), False


def _one(
    home: Household, episode: Episode, day: dt.date, areas: list[Area], levels: dict[tuple[str, str], int], rng: random.Random, *,
    came_back: bool,
) -> None:  # fmt: skip
    """One finished assessment. What was hard becomes easier with time; what went back is why a family came back."""
    builder, tongue = home.stage.builder, 1 if home.country == "LT" else 0
    one = builder.add(
        Assessment(
            key="".join(rng.choice(ALPHABET) for _n in range(8)), case=home.case, episode=episode, instrument=areas[0].instrument, state="done",
            date=day, author=home.worker, risk=rng.choice(("low", "low", "medium")), finished_at=clock.day_begins(day),
            initiative=rng.choice(("sometimes", "often")), willingness=rng.choice(("sometimes", "often", "always")),
        )
    )  # fmt: skip
    children = [child for child in home.children if child.birth_date and clock.age_on(child.birth_date, day) < 18]
    for area in areas:
        for child in children if area.scored == Area.Scored.CHILD else [None]:
            place = area.code, child.key if child else ""
            level = _level(levels.get(place), area, rng, came_back=came_back)
            change = abs(level - levels.get(place, level))
            levels[place] = level
            evidence = SEEN[area.code][tongue] if level < 3 or change > 1 else ""
            own = rng.choice((level, level, min(level + 1, 5), None))
            builder.add(Score(assessment=one, area=area, person=child, level=level, own_level=own, evidence=evidence, by_user=home.worker))
    for child in children:
        age = clock.age_on(child.birth_date, day) if child.birth_date else 0
        said = {"why_not": TOO_YOUNG[tongue]} if age < 4 else {"words": rng.choice(VOICES)[tongue]}
        builder.add(ChildView(assessment=one, person=child, **said))


def _level(before: int | None, area: Area, rng: random.Random, *, came_back: bool) -> int:
    if before is None:
        return rng.choice((3, 4, 4, 5)) if area.is_safety else rng.choice((2, 2, 3, 3, 4))
    step = rng.choice((-2, -1, 0)) if came_back else rng.choice((0, 0, 1, 1))
    return min(max(before + step, 3 if area.is_safety else 2), 5)
