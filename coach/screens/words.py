"""The keys of the texts' [states] that the screens show; a language must have every one."""

WORDS: frozenset[str] = frozenset(
    {
        "starting",
        "waiting",
        "count_in",
        "work",
        "paused",
        "done",
        "seen",
        "not_graded_view",
        "steps_per_min",
        "good_reps",
        "last_peak",
        "voice_off",
        "tones_off",
        "keys",
        "key_space",
        "key_pause",
        "key_end",
        "key_pain",
        "accept",
        "key_mirror",
        "key_voice",
        "key_tones",
        "key_recalibrate",
        "key_help",
        "key_full_screen",
    }
)
