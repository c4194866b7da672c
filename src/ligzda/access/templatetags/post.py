"""Whether e-mail leaves this house, for the pages of those who would send a link."""

from django import template

from ligzda.kernel import post

register = template.Library()


@register.simple_tag
def mail_goes_out() -> bool:
    return post.goes_out()
