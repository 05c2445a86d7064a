"""Transforms along time: pandas' differences, shifts, rolling statistics and parts of dates."""

from typing import Any

import numpy as np
import pandas as pd
from golden_file import sixty_fourths

from transforms import TransformCases, transforms


class Windows:
    """What `change` makes of the data frame of each window, which has the first `first` steps left out, or filled."""

    def __init__(self, change: Any, first: int, pad: str) -> None:
        self.change, self.first, self.pad = change, first, pad

    def fit(self, values: Any, target: Any) -> None:
        pass

    def transform(self, values: np.ndarray) -> np.ndarray:
        made = np.stack([np.asarray(self.change(pd.DataFrame(window)), dtype=float) for window in values])
        if self.pad == "drop":
            return made[:, self.first :]
        return made


def windows(cases: TransformCases) -> list[str]:
    random = np.random.RandomState(0)
    walks = sixty_fourths(np.cumsum(random.normal(size=(3, 12, 2)), axis=1))
    cases.table("walks", walks[:1], walks)
    missing = walks.copy()
    missing[random.uniform(size=missing.shape) < 0.2] = np.nan
    cases.table("missing", missing[:1], missing)
    return ["walks", "missing"]


def filled(frame: pd.DataFrame, first: int, pad: str) -> pd.DataFrame:
    if pad == "zero":
        frame = frame.copy()
        frame.iloc[:first] = 0
    return frame


@transforms.component("difference", "pandas")
def difference(cases: TransformCases) -> None:
    def make(order: int = 1, lag: int = 1, pad: str = "drop", columns: list[int] | None = None) -> Windows:
        def change(frame: pd.DataFrame) -> pd.DataFrame:
            changed = frame if columns is None else frame[columns]
            for _ in range(order):
                changed = changed.diff(lag)
            result = frame.copy()
            result[changed.columns] = filled(changed, order * lag, pad)
            return result

        return Windows(change, order * lag, pad)

    for table in windows(cases):
        for options in [{}, {"order": 2}, {"lag": 3}, {"order": 2, "lag": 4}]:
            for pad in ["drop", "nan", "zero"]:
                cases.add(f"{table}, {options}, {pad}", table, {**options, "pad": pad}, make)
        cases.add(f"{table}, one feature", table, {"columns": [1], "lag": 2}, make)
    cases.table("rows", np.zeros((2, 3)), np.zeros((2, 3)))
    cases.add("no windows", "rows", {}, make, error="LML_INVALID_ARGUMENT", reason="pandas takes the differences of a column.")
    cases.add("too short", "walks", {"lag": 12}, make, error="LML_INVALID_ARGUMENT", reason="pandas gives no steps.")


@transforms.component("lags", "pandas")
def lags(cases: TransformCases) -> None:
    def make(
        lags: list[int], keep: bool = True, pad: str = "drop", columns: list[int] | None = None
    ) -> Windows:
        def change(frame: pd.DataFrame) -> pd.DataFrame:
            chosen = frame if columns is None else frame[columns]
            shifted = [filled(chosen.shift(lag), max(lags), pad) if pad == "zero" else blank(chosen.shift(lag), max(lags)) for lag in lags]
            if keep:
                return pd.concat([frame, *shifted], axis=1)
            by_feature = [part[[name]] for name in chosen.columns for part in shifted]
            return pd.concat(by_feature, axis=1)

        return Windows(change, max(lags), pad)

    def blank(frame: pd.DataFrame, first: int) -> pd.DataFrame:
        frame = frame.copy()
        frame.iloc[:first] = np.nan
        return frame

    for table in windows(cases):
        for given in [[1], [1, 2, 7], [3, 1]]:
            for pad in ["drop", "nan", "zero"]:
                cases.add(f"{table}, {given}, {pad}", table, {"lags": given, "pad": pad}, make)
            cases.add(f"{table}, {given}, alone", table, {"lags": given, "keep": False}, make)
        cases.add(f"{table}, one feature", table, {"lags": [2, 1], "columns": [1]}, make)


@transforms.component("rolling", "pandas")
def rolling(cases: TransformCases) -> None:
    every = ["mean", "sum", "std", "var", "min", "max", "median"]

    def make(
        window: int,
        statistics: list[str] = ["mean"],
        min_periods: int | None = None,
        keep: bool = True,
        pad: str = "drop",
        columns: list[int] | None = None,
    ) -> Windows:
        first = (window if min_periods is None else min_periods) - 1

        def change(frame: pd.DataFrame) -> pd.DataFrame:
            chosen = frame if columns is None else frame[columns]
            made = [
                filled(getattr(chosen.rolling(window, min_periods=min_periods), statistic)(), first, pad)
                for statistic in statistics
            ]
            if keep:
                return pd.concat([frame, *made], axis=1)
            return pd.concat([part[[name]] for name in chosen.columns for part in made], axis=1)

        return Windows(change, first, pad)

    for table in windows(cases):
        for options in [{"window": 1}, {"window": 3}, {"window": 5, "minPeriods": 2}, {"window": 20, "minPeriods": 1}]:
            statistics = [statistic for statistic in every if options["window"] > 1 or statistic not in ["std", "var"]]
            for pad in ["drop", "nan", "zero"]:
                cases.add(f"{table}, {options}, {pad}", table, {**options, "statistics": statistics, "pad": pad}, make)
        cases.add(f"{table}, alone", table, {"window": 4, "statistics": ["max", "mean"], "keep": False}, make)
        cases.add(f"{table}, one feature", table, {"window": 2, "columns": [1]}, make)
    cases.add("more than the window", "walks", {"window": 2, "minPeriods": 3}, make, error="LML_INVALID_OPTIONS")


@transforms.component("date-parts", "pandas")
def date_parts(cases: TransformCases) -> None:
    texts = [
        "1970-01-01T00:00:00", "2024-02-29T23:59:59", "2024-12-30T12:30:15", "2025-01-01T01:02:03", "1999-12-31T11:11:11",
        "2000-03-01T05:06:07", "2021-01-03T00:00:00", "2020-12-31T18:00:00", "1969-07-20T20:17:40", "1900-02-28T06:00:30",
        "2100-03-01T00:00:59", "2262-01-01T00:00:00", "1700-06-15T10:20:30", "2016-01-04T00:00:00", "2015-12-28T00:00:00",
    ]  # fmt: skip
    dates = pd.to_datetime(pd.Series(texts))
    milliseconds = [int(value) for value in dates.astype("datetime64[ms]").astype("int64")]
    cases.table("dates", {"day": milliseconds}, {"day": milliseconds})
    cases.table("missing", {"day": [0]}, {"day": [milliseconds[1], None, milliseconds[2]]})
    cases.table("beside others", {"a": ["x"], "day": [0]}, {"a": ["x", "y"], "day": milliseconds[3:5]})
    periods = {
        "quarter": (1, 4), "month": (1, 12), "week": (1, 53), "day": (1, 31), "day-of-year": (1, 366), "weekday": (0, 7),
        "hour": (0, 24), "minute": (0, 60), "second": (0, 60),
    }  # fmt: skip
    every = ["year", *periods]

    def read(days: pd.Series, part: str) -> pd.Series:
        if part == "week":
            return days.dt.isocalendar().week.astype(float)
        return getattr(days.dt, {"day-of-year": "dayofyear"}.get(part, part)).astype(float)

    class Parts:
        def __init__(
            self,
            parts: list[str] = ["year", "month", "day", "weekday", "hour"],
            cyclic: bool = False,
            keep: bool = False,
            columns: list[str] | None = None,
        ) -> None:
            self.parts, self.cyclic, self.keep = parts, cyclic, keep

        def fit(self, values: Any, target: Any) -> None:
            pass

        def transform(self, values: pd.DataFrame) -> np.ndarray:
            days = pd.to_datetime(values["day"], unit="ms")
            made = [values["day"]] if self.keep else []
            for part in self.parts:
                number = read(days, part)
                if self.cyclic and part in periods:
                    first, length = periods[part]
                    angle = 2 * np.pi * (number - first) / length
                    made += [np.sin(angle), np.cos(angle)]
                else:
                    made.append(number)
            return np.stack([np.asarray(part, dtype=float) for part in made], axis=1)

    for part in every:
        cases.add(part, "dates", {"parts": [part]}, Parts)
        cases.add(f"{part}, cyclic", "dates", {"parts": [part], "cyclic": True}, Parts)
    for table in ["dates", "missing"]:
        cases.add(f"{table}, usual", table, {}, Parts)
        cases.add(f"{table}, kept", table, {"keep": True, "cyclic": True}, Parts)
    cases.add("texts refused", "beside others", {}, Parts, error="LML_INVALID_ARGUMENT", reason="The reference takes the column of dates alone.")
