"""A day and a time as people type them for something that is still to come: «di 8 dec 15:30», «morgen 14u»."""

from knowledge.appointments.reading import Appointment, Fault, read_appointment
from knowledge.appointments.splitting import split_day

__all__ = ["Appointment", "Fault", "read_appointment", "split_day"]
