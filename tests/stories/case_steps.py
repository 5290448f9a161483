"""What a story about a case does again and again."""

from loop_world import LoopWorld
from phone import Phone


async def logs(phone: Phone, line: str) -> str:
    """Log one line and confirm it with one tap; give what the bot says."""
    await phone.types(line)
    await phone.sees("Klopt dit?")
    await phone.taps("Ja, bewaar dit")
    return (await phone.hears("Bewaard:")).text


async def often_ill(loop: LoopWorld) -> None:
    """Let the mentor log the fourth spell of illness within twelve weeks."""
    await loop.was_ill("L3-017", "2026-10-05", "2026-11-02", "2026-11-09")
    await logs(loop.phone("mentor"), "L3-017 alleen ziek op 16-11")


async def takes_up_a_case(loop: LoopWorld) -> None:
    """Let the mentor log the fourth spell, which goes on, and take the case that comes of it."""
    mentor = loop.phone("mentor")
    await loop.was_ill("L3-017", "2026-10-05", "2026-11-02", "2026-11-09")
    await mentor.types("/signaal L3-017 ziek sinds gisteren")
    await mentor.sees("L3-017")
    await mentor.taps("Ja, bewaar dit")
    await mentor.sees("Waarom nu?")
    await mentor.taps("Ik pak dit op")
    await mentor.sees("opgepakt")


async def takes(phone: Phone) -> None:
    """Take the case that was shown last."""
    await phone.taps("Ik pak dit op")
    await phone.hears("opgepakt")


async def had_the_talk(mentor: Phone, *, consent: str) -> None:
    """Take the case, say that the talk took place, and whether there is consent for the jeugdarts."""
    await takes(mentor)
    await mentor.taps("Gesprek gehad: jeugdarts inschakelen")
    await mentor.hears("Geven de ouders toestemming", "16 of ouder")
    await mentor.taps(consent)
