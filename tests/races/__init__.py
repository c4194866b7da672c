"""Every lock is raced: two acts read the same before either writes. With the lock its law holds, without it the law falls."""
