from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ligzda.people"
    label = "people"

    def ready(self) -> None:
        """Tell the trail in which circle a person or a family is read."""
        from ligzda.access.shown import HOMES
        from ligzda.people.reach import families_read_in, persons_read_in

        HOMES.update({"people.family": families_read_in, "people.person": persons_read_in})
