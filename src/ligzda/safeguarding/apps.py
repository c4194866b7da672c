from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "ligzda.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        """Register the clocks, cover what is hidden on every page and in every paper, and say who is shown which typed address."""
        from ligzda.access.queries.trail import INSIDE
        from ligzda.access.shown import BODY_GUARDS, SAVED
        from ligzda.access.standing import STANDING
        from ligzda.documents.paper import COVERS
        from ligzda.people import open_addresses
        from ligzda.people.duplicates import OBJECTIONS
        from ligzda.safeguarding import deadlines  # noqa: F401  (registers)
        from ligzda.safeguarding.objections import a_concern_is_open, follows, shows
        from ligzda.safeguarding.own_words import remember
        from ligzda.safeguarding.queries.concerns import words_of
        from ligzda.safeguarding.queries.designated import notices
        from ligzda.safeguarding.redaction import cover, veiled

        open_addresses.SHOWN.append(shows)
        open_addresses.WRITTEN.append(follows)
        COVERS.append(veiled)
        BODY_GUARDS.append(cover)
        SAVED.append(remember)
        OBJECTIONS.append(a_concern_is_open)
        STANDING.append(notices)
        INSIDE.append(words_of)
