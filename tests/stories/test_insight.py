"""«/inzage»: the coordinator sees who looked at or changed a case, a mentor what came of own signals, others none."""

from pathlib import Path

from case_steps import takes_up_a_case
from loop_world import loop_world


async def test_the_coordinator_reads_who_looked_and_a_partner_does_not(tmp_path: Path) -> None:
    async with loop_world(tmp_path) as loop:
        mentor, chair = loop.phone("mentor"), loop.phone("coordinator")
        await takes_up_a_case(loop)
        told = (await chair.asks("/inzage")).text
        assert "Mentor 3 havo (mentor): opgepakt" in told
        assert "Mentor 3 havo (mentor): toegestuurd gekregen" in told
        assert "L3-017" in told
        assert "ziek" not in told
        assert "dit overzicht bekeken" in (await chair.asks("/inzage")).text
        under_code = (await chair.asks("/inzage l3-017")).text
        assert "opgepakt" in under_code
        assert "dit overzicht bekeken" not in under_code
        assert "Nog niets." in (await chair.asks("/inzage K9")).text
        assert "Zo ziet een code er niet uit." in (await chair.asks("/inzage alles")).text
        assert "Alleen zaken die uit jouw signalen kwamen." in (await mentor.asks("/inzage")).text
        assert "not do that" in (await loop.phone("jeugdarts").asks("/inzage")).text
