"""When each rule speaks: the numbers of the domain brief 4.5, any of which the manager may change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers of all rules. Shares are fractions, spans are closed weeks unless days are named."""

    off: frozenset[str] = frozenset()
    """Rules that keep silent."""
    streak_weeks: int = 4
    best_of: int = 26
    best_cases: int = 5
    recovered_weeks: int = 2
    stale_days: int = 21
    carried_times: int = 2
    missed_of_last: int = 2
    missed_window: int = 3
    open_commitments: int = 3
    missed_last: float = 0.80
    missed_recent: float = 0.90
    low_weeks: int = 4
    alarm_weeks: int = 6
    uneven: float = 0.60
    """Standard deviation of the weeks over their mean …"""
    uneven_ratio: float = 1.5
    """… and that over the one usual in the cohort."""
    uneven_from: float = 0.9
    uneven_until: float = 1.1
    capability_points: int = 12
    pace_from: float = 0.3
    pace_until: float = 0.8
    pace_index: float = 0.85
    strain: float = 1.25
    peer_share: float = 0.25
    peer_count: int = 8
    busy: float = 1.0
    busy_share: float = 0.60
    low_rate: float = 0.80
    busy_cases: int = 5
    few: float = 0.9
    few_cases: int = 5
    show_rate: float = 0.70
    shows_due: int = 8
    volume_growth: float = 0.25
    volume_window: int = 6
    slow_weeks: int = 2
    slow_tail: float = 3.0
    next_step_rate: float = 0.80
    next_step_opportunities: int = 5
    contacts: int = 2
    single_opportunities: int = 3
    stalled_rate: float = 0.25
    stalled_opportunities: int = 4
    discount_points: float = 0.05
    discount_deals: int = 5
    coverage: float = 0.80
    creation: float = 0.80
    forecast_from: float = 0.4
    chance: float = 0.35
    forecast_pace: float = 0.85
    """Stands in for the chance where that cannot be computed, as for money."""
    feast: float = 1.0
    famine: float = 0.80
    famine_weeks: int = 3
    slipped_rate: float = 0.30
    slipped_deals: int = 4
    best_yields: int = 2
    low_yield: float = 0.25
    load: float = 1.3
    gap_share: float = 1.5
    cancelled_of_last: int = 2
    cancelled_window: int = 4
    missing_weeks: int = 2
    import_days: int = 7
    agreement_days: int = 90
    undiscussed_weeks: int = 8
    focus_kpis: int = 5
    agreed_kpis: int = 8
    ramp_days: int = 90
    unrecognised_meetings: int = 3
    development_days: int = 90
    forecast_share: float = 0.20
    creep_of_last: int = 2
    creep_window: int = 3
    leave_days: int = 10
    leave_within: int = 7
