"""Files as far as somebody may open them: the circle decides who knows of one, the tier who opens it."""

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission, Tier
from ligzda.documents import shelf
from ligzda.documents.models import Attachment, WordTemplate


def file_by_key(actor: Actor, key: str, word: Permission) -> Attachment | None:
    """A file that the actor may open; None for what is void, protected from them, or not theirs to know of."""
    found = Attachment.objects.visible_to(actor, word).filter(key=key, voided_at__isnull=True).select_related("circle", "author").first()
    return found if found is not None and may_open(actor, found) else None


def may_open(actor: Actor, file: Attachment) -> bool:
    """Its author, or whoever is cleared for its tier in its circle."""
    return (actor.user is not None and file.author_id == actor.user.pk) or Tier(file.tier) in actor.clearance(file.circle)


def content(actor: Actor, file: Attachment) -> bytes:
    """The bytes as they were added. Raises ``PermissionError`` for who may not open it: the page has asked before."""
    if not may_open(actor, file):
        raise PermissionError(file.key)
    return shelf.take(file.stored_as)


def word_templates(actor: Actor) -> list[WordTemplate]:
    """All of the organisation, those in use first; for who administers."""
    return (
        list(WordTemplate.objects.select_related("added_by").order_by("-is_active", "kind", "language", "-id"))
        if actor.holds(Permission.ADMINISTER)
        else []
    )


def word_template_by_key(actor: Actor, key: str) -> WordTemplate | None:
    return WordTemplate.objects.filter(key=key).first() if actor.holds(Permission.ADMINISTER) else None
