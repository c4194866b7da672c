"""Keeps personal data out of the log: an address is written without its query, in which somebody may have searched a name."""

import logging
import re

QUERY = re.compile(r"(/[\w/-]*)\?\S*")


class PathOnly(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = QUERY.sub(r"\1", record.getMessage()), ()
        return True
