"""The two tables of moves, walked: every state is reached and owned, every move made and refused."""

import pytest
from django.utils import translation

from ligzda.access.machines import MACHINES, as_markdown
from ligzda.access.roles import ROLES
from ligzda.cases.states import ASSESSMENT, EPISODE, REFERRAL
from ligzda.cooperation.states import MEETING, REQUEST
from ligzda.kernel.languages import LANGUAGES

MACHINES_HERE = [REFERRAL, EPISODE, ASSESSMENT, MEETING, REQUEST]
each = pytest.mark.parametrize("machine", MACHINES_HERE, ids=lambda machine: machine.name)


@each
def test_every_state_is_reached(machine):
    reached = set(machine.initial)
    for _step in machine.moves:
        for move in machine.moves:
            if reached & move.sources and not move.begins:
                reached.add(move.target)
    assert reached == {str(state) for state in machine.states}


@each
def test_every_open_state_has_an_owner_who_exists(machine):
    assert set(machine.waiting_on) == set(machine.open_states())
    assert set(machine.waiting_on.values()) <= set(ROLES)


@each
def test_nothing_leads_out_of_a_final_state_but_a_new_record(machine):
    for move in machine.moves:
        assert move.begins or not (move.sources & machine.final), move.name


@each
def test_move_names_are_unique_and_machines_are_registered(machine):
    names = [move.name for move in machine.moves]
    assert len(names) == len(set(names))
    assert MACHINES[machine.name] is machine


def test_the_printed_page_names_every_move_and_owner():
    text = as_markdown()
    for machine in MACHINES_HERE:
        for move in machine.moves:
            assert f"| {move.name} |" in text
        for state in machine.waiting_on:
            assert f"**{state}** waits on" in text
    assert "a new record in assessment" in text
    assert "nobody is named, site has no programme" in text


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: machine.name)
def test_every_state_of_every_machine_has_words_of_its_own_language(machine):
    """Without a word given, a state would be called by the name of its constant, in English for everybody."""
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = [str(state.label) for state in machine.states]
    assert all(len({told[language][n] for language in told}) > 1 for n in range(len(told["en"]))), told
    assert all(len(set(words)) == len(words) for words in told.values()), told
