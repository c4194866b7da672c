"""What stands around a family: a telephone with its rule, an address, the languages somebody reads, a consent."""

import datetime as dt

from ligzda.access.keys import house_digest, lookup_digest
from ligzda.demo.household import Household
from ligzda.demo.setting import Stage
from ligzda.people.models import Address, Bond, Consent, ContactDetail, LanguageSkill

RULES = {
    0: "Zvanīt tikai darbdienās 9–12. Īsziņas nesūtīt. Ja atbild kāds cits, teikt: „Zvanu no bibliotēkas.”",
    10: "Zvanīt tikai pēc norunas ar māti. Adresi nevienam nenosaukt.",
}
PLACES = ("Bibliotēka", "Kaimiņi", "Draudze", "Bērnudārzs", "Vecmāmiņas māja")
STREETS = ("Kalna iela", "Dārza iela", "Upes iela", "Skolas iela", "Lauku iela")
STREETS_LT = ("Sodų g.", "Upės g.", "Mokyklos g.")


def surround(stage: Stage, home: Household, n: int) -> None:
    """The mother's telephone, the family's address, her language, one tie; every third family agreed to a call after closing."""
    builder, rng, mother = stage.builder, stage.builder.rng, home.adults[0]
    prefix = "+3706" if home.country == "LT" else "+3712"
    phone = f"{prefix}{rng.randrange(10**6, 10**7)}"
    builder.add(ContactDetail(person=mother, kind="phone", value=phone, lookup=lookup_digest(f"phone:{phone}"), rule=RULES.get(n, "")))
    street = rng.choice(STREETS_LT if home.country == "LT" else STREETS)
    address = f"{street} {rng.randint(1, 60)}-{rng.randint(1, 40)}, {home.case.site.territory.name}"
    builder.add(Address(family=home.family, kind="actual", text=address, lookup=house_digest(address), territory=home.family.territory))
    language = "lt" if home.country == "LT" else "ru" if n in {3, 13} else "lv"
    reads = LanguageSkill.Reads.WITH_HELP if language == "ru" else LanguageSkill.Reads.ALONE
    builder.add(LanguageSkill(person=mother, language=language, reads=reads, is_preferred=True))
    builder.add(Bond(family=home.family, place=PLACES[n % len(PLACES)], kind=("close", "ordinary", "weak")[n % 3], flow=Bond.Flow.IN))
    if n % 3 == 0:
        given = home.entry + dt.timedelta(days=14)
        builder.add(Consent(person=mother, purpose=Consent.Purpose.FOLLOW_UP, given_date=given, given_by=mother))
