"""Drills, plans, words, ranges, settings: TOML in, frozen dataclasses out, all problems at once.

Each kind of file has its own module: its pydantic models are the schema, `load_...` the way in.
The user's own files in `paths.user_config_dir()` go before the shipped ones.
"""

from coach.config.assessment import load_usual
from coach.config.check import check_file, notes_of
from coach.config.drills import drill_names, load_drill
from coach.config.plans import load_plan, plan_names
from coach.config.prescriptions import load_prescription
from coach.config.settings import Settings, load_settings
from coach.config.words import load_texts

__all__ = [
    "Settings",
    "check_file",
    "drill_names",
    "load_drill",
    "load_plan",
    "load_prescription",
    "load_settings",
    "load_texts",
    "load_usual",
    "notes_of",
    "plan_names",
]
