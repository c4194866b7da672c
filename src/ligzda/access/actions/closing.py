"""An account is closed at once and for good, and opened again with nothing of what it had."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.proposals import end_all
from ligzda.access.actions.seats import release_everywhere
from ligzda.access.actions.users import must_administer, must_leave_one
from ligzda.access.actor import Actor
from ligzda.access.leaving import end_work
from ligzda.access.models import CalendarFeed, User
from ligzda.access.notices import tell
from ligzda.access.sessions import SessionStore
from ligzda.kernel.refused import Refused

SIGNED_IN = "_auth_user_id"  # where Django keeps whose session it is


@transaction.atomic
def close_user(user: User, *, by: Actor) -> User:
    """From this moment: no seat, no work, no session, no password, no second step, no calendar. What the person did stays under the name.

    Opened again the same day none of it comes back: a seat that was ended is in force at no moment, and the password is gone,
    on which every session hangs.
    """
    must_administer(by)
    if by.user is not None and by.user.pk == user.pk:
        raise Refused(_("You cannot close your own account; ask another administrator."))
    must_leave_one(user, by.on)
    locked = User.objects.get(pk=user.pk)
    end_work(locked, by=by)
    end_all(locked, by=by)
    release_everywhere(locked, by=by)
    locked.is_active = False
    locked.set_unusable_password()
    locked.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=locked).delete()
    CalendarFeed.objects.filter(user=locked).delete()
    end_sessions(locked)
    audit.record(by, "close_user", locked, changed={"is_active": (True, False)})
    tell(locked, "close_user")
    return locked


@transaction.atomic
def open_user(user: User, *, by: Actor) -> User:
    """Open a closed account again: roles are given anew, and a new link goes to its owner."""
    must_administer(by)
    user.is_active = True
    user.last_login = None  # until its owner has signed in again nobody confirms a role for it
    user.save(update_fields=["is_active", "last_login"])
    audit.record(by, "open_user", user, changed={"is_active": (False, True)})
    tell(user, "open_user")
    return user


def end_sessions(user: User) -> int:
    """Every session of this person, wherever it is open or was. Without the password they would open nothing; now they are gone as well."""
    store = SessionStore()
    theirs = [one.pk for one in Session.objects.iterator() if store.decode(one.session_data).get(SIGNED_IN) == str(user.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]
