"""The stand-in for Telegram, driven over real HTTP."""
