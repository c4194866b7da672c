"""What can be read about a child's safety. The actor comes first."""

from ligzda.safeguarding.queries.concerns import concerns_waiting, has_open_concern, leads_any_concern
from ligzda.safeguarding.queries.flags import flags_of, high_risk

__all__ = ["concerns_waiting", "flags_of", "has_open_concern", "high_risk", "leads_any_concern"]
