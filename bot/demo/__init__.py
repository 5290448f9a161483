"""A strict stand-in for Telegram on loopback, with a page to chat in."""
