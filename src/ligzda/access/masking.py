"""Protected values shown in part: enough to recognise one's own, too little to copy."""


def mask_code(code: str) -> str:
    """``120180-12345`` → ``••••••-•••45``: only the last two characters of a personal code."""
    hidden = "".join("•" if char.isalnum() else char for char in code[:-2])
    return hidden + code[-2:] if len(code) > 4 else "•" * len(code)


def mask_phone(phone: str) -> str:
    """``+37126123456`` → ``+371 ••••• 456``."""
    return f"{phone[:4]} ••••• {phone[-3:]}" if len(phone) > 8 else "•" * len(phone)


def mask_email(email: str) -> str:
    """``ilze@example.org`` → ``i•••@example.org``."""
    name, at, host = email.partition("@")
    return f"{name[:1]}•••{at}{host}" if at else "•••"
