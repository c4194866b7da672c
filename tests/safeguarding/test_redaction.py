"""What somebody typed before an address was hidden is covered wherever it leaves the house."""

import pytest

from ligzda.desk.papers import Filled
from ligzda.documents.paper import Heading, Paper, Paragraph, Table
from ligzda.safeguarding.actions import addresses
from ligzda.safeguarding.redaction import veiled
from tests.cast import Cast

TOLD = "Viņa dzīvo Liepu ielā 12-4, otrajā stāvā."
COVERED = "Viņa dzīvo [aizsargāta adrese], otrajā stāvā."


@pytest.fixture
def hidden(cast: Cast) -> Cast:
    addresses.hide(cast.family.memberships.get().person, by=cast.actor("coordinator"), text="Liepu iela 12-4, Bauska")
    return cast


def test_a_paper_is_covered_in_all_its_parts(hidden: Cast) -> None:
    paper = Paper("Plāns", (TOLD,), (Heading(TOLD), Paragraph(TOLD), Table(("Kur",), ((TOLD,),), note=TOLD)), footer="BA-0001", whose=())
    filled = veiled(hidden.family, Filled("plan", paper, {"where": TOLD}))
    assert filled.paper == Paper(
        "Plāns", (COVERED,), (Heading(COVERED), Paragraph(COVERED), Table(("Kur",), ((COVERED,),), note=COVERED)), footer="BA-0001", whose=(),
    )  # fmt: skip
    assert filled.values == {"where": COVERED}


@pytest.mark.parametrize("text", ["Liepu iela 125", "Liepu iela", "12-4", "Runājām par Liepāju."])
def test_other_words_stay(hidden: Cast, text: str) -> None:
    assert veiled(hidden.family, [text]) == [text]


def test_another_familys_texts_stay_as_they_are(hidden: Cast) -> None:
    assert veiled(hidden.other_case.family, TOLD) == TOLD
