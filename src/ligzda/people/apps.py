from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ligzda.people"
    label = "people"

    def ready(self) -> None:
        """Tell the trail in which circle a person or a family is read; a merge has an opposite of its own, which undoing calls."""
        from ligzda.access.homes import HOMES
        from ligzda.people.actions.merging import MERGED
        from ligzda.people.actions.striking import STRUCK_OUT
        from ligzda.people.may_change import families_read_in, persons_read_in
        from ligzda.people.reversing import register_reversible

        HOMES.update({"people.family": families_read_in, "people.person": persons_read_in})
        for kind in (MERGED, STRUCK_OUT):
            register_reversible(kind)
