# What the program uses of `chinesecalendar`, which has no types of its own.
from datetime import date

holidays: dict[date, str]
workdays: dict[date, str]
