"""The closed loop: a signal is kept, judged, and whoever must act is told until somebody has acted."""
