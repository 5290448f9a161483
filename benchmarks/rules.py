"""What the absence rules cost: histories a second, the cost of a history as it grows, and a plain reading beside it.

Run `python -m benchmarks.rules`. Figures are of one core and differ per machine; the ratios say more.
"""

import json
import random
import time
from datetime import timedelta

from benchmarks.day_by_day import judge
from benchmarks.histories import FIRST, LAST, Histories
from bot.assess import assess_lines
from knowledge.calendar import region_calendar
from knowledge.rules import assess, read_history

ROUNDS = 15
MIDDEN = region_calendar("midden")
GOALS = {"library": 20_000, "json": 5_000}


def best(work, count):
    """The best of a few rounds, as seconds of processor time for one."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds) / count


def drain(results):
    for _ in results:
        pass


def ordinary():
    """Twenty events each; a history that was read is freed at once, as it is when histories are streamed."""
    histories = Histories("benchmark")
    raws = [histories.ordinary() for _ in range(500)]
    read = [read_history(raw, MIDDEN) for raw in raws]
    lines = [json.dumps(raw) for raw in raws]
    few = raws[:20]

    library = best(lambda: drain(map(assess, read)), len(read))
    both = best(lambda: drain(assess(read_history(raw, MIDDEN)) for raw in raws), len(raws))
    by_json = best(lambda: drain(assess_lines(lines)), len(lines))
    plain = best(lambda: drain(map(judge, few)), len(few))
    print("ordinary histories (20 events), one core")
    print(f"  library, verdict alone      {1 / library:>10,.0f} a second")
    print(f"  library, read and verdict   {1 / both:>10,.0f} a second   (goal {GOALS['library']:,})")
    print(f"  JSON in, JSON out           {1 / by_json:>10,.0f} a second   (goal {GOALS['json']:,})")
    print(f"  plain day-by-day reading    {1 / plain:>10,.0f} a second   ({plain / both:,.0f} times as long)")


def growing():
    """The cost of one history from ten to ten thousand events, spread over the whole table."""
    print("one history, growing")
    for events in (10, 100, 1000, 10_000):
        history = read_history(crowded(events), MIDDEN)
        seconds = best(lambda history=history: assess(history), 1)
        print(f"  {events:>6,} events  {seconds * 1000:>9.3f} ms   {seconds / events * 1e6:>6.2f} us an event")


def crowded(events):
    histories, dice = Histories(events), random.Random(events)
    span = (FIRST, LAST - timedelta(days=20))
    made = [histories.event(span) for _ in range(events)]
    dice.shuffle(made)
    return {"id": events, "on": str(LAST - timedelta(days=50)), "events": made}


if __name__ == "__main__":
    ordinary()
    growing()
