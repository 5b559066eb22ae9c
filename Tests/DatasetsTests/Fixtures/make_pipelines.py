"""Computes what the data pipeline must give, with pandas and NumPy: windows, scales, gaps, resampling,
originals, metrics and baselines. Writes pipelines.json and the tables beside it.

    python3 make_pipelines.py        (NumPy 1.24 and pandas 1.5, as Debian 12 has them)

Nothing here follows lstm-lab's code: each case says in its own words what is meant.
"""

import json
import math
import pathlib

import numpy as np
import pandas as pd

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(20261127)


def write(name, text):
    (HERE / name).write_text(text)


def tables():
    month = pd.date_range("2015-01-01", periods=60, freq="MS")
    t = np.arange(60)
    sales = np.round(200 + 3 * t + 40 * np.sin(2 * np.pi * t / 12) + rng.normal(0, 5, 60), 1)
    stock = np.round(80 - 0.5 * t + rng.normal(0, 3, 60), 2)
    pd.DataFrame({"month": month.strftime("%Y-%m"), "sales": sales, "stock": stock}).to_csv(
        HERE / "monthly.csv", index=False)

    hour = pd.date_range("2024-02-27 00:00", periods=240, freq="h")
    t = np.arange(240)
    level = np.round(15 + 5 * np.sin(2 * np.pi * t / 24) + rng.normal(0, 1, 240), 2)
    rain = np.round(np.maximum(0, rng.normal(0, 2, 240)), 1)
    wind = rng.choice(["N", "E", "S"], 240).astype(object)
    wind[200:] = rng.choice(["N", "W"], 40)  # W is only in what comes later
    text = ["time,level,rain,wind"]
    gaps = {7, 8, 9, 50, 119, 120, 121, 180, 238, 239}
    for i in range(240):
        shown = "NA" if i in gaps else f"{level[i]}"
        text.append(f"{hour[i]:%Y-%m-%d %H:%M},{shown},{rain[i]},{wind[i]}")
    write("hourly.csv", "\n".join(text) + "\n")


def parts(n, split):
    """Labels of n rows: counts, fractions rounded half up, or the rest, in their order."""
    sizes, rest = {}, None
    for part in ("train", "validation", "test"):
        if part not in split:
            continue
        size = split[part]
        if size == "rest":
            rest = part
        elif isinstance(size, float):
            sizes[part] = math.floor(size * n + 0.5)
        else:
            sizes[part] = size
    if rest:
        sizes[rest] = n - sum(sizes.values())
    labels = []
    for part in ("train", "validation", "test"):
        labels += [part] * sizes.get(part, 0)
    assert len(labels) == n
    return np.array(labels)


def fill_linear(values, labels):
    """Between neighbours of the same part; else the value before."""
    out = np.array(values, dtype=float)
    known = ~np.isnan(out)
    for i in np.flatnonzero(~known):
        before = np.flatnonzero(known[:i])[-1]
        later = np.flatnonzero(known[i:])
        after = i + later[0] if len(later) else None
        if after is not None and labels[after] == labels[i]:
            out[i] = values[before] + (values[after] - values[before]) * (i - before) / (after - before)
        else:
            out[i] = values[before]
    return out


class Scaler:
    def __init__(self, method, train, low=0.0, high=1.0):
        if method == "minmax":
            self.a = (high - low) / (train.max() - train.min())
            self.b = low - train.min() * self.a
        elif method == "standard":
            self.a = 1 / train.std(ddof=0)
            self.b = -train.mean() * self.a
        elif method == "robust":
            q1, q2, q3 = np.percentile(train, [25, 50, 75])
            self.a, self.b = 1 / (q3 - q1), -q2 / (q3 - q1)
        else:
            self.a = 1 / (train.max() - train.min())
            self.b = -train.mean() * self.a

    def apply(self, x):
        return x * self.a + self.b

    def undo(self, y):
        return (y - self.b) / self.a


def windows(labels, past, ahead, gap=0, sampling=1, stride=1, history=True):
    """The rows of each window, by part: (rows of the past, rows ahead)."""
    found = {}
    for part in ("train", "validation", "test"):
        rows = np.flatnonzero(labels == part)
        if not len(rows):
            continue
        every = []
        for first in range(rows[0], rows[-1] + 2 - ahead):
            behind = [first - gap - 1 - k * sampling for k in range(past)][::-1]
            if behind[0] < (0 if history else rows[0]):
                continue
            every.append((behind, list(range(first, first + ahead))))
        found[part] = every[::stride]
    return found


CASES = []


def case(name, yaml, labels, found, columns, original, target=None, inverse=None, **more):
    """columns: the prepared numbers by name; original: the same in the source's units; target: the
    columns of the target; inverse(part, window, predictions by column) gives them in those units."""
    names = list(columns)
    target = target or names
    expected = {"parts": {}}
    for part, every in found.items():
        def sample(window):
            past, ahead = window
            return {
                "input": [[columns[c][r] for c in names] for r in past],
                "target": [columns[c][r] for r in ahead for c in target],
                "original_target": [original[c][r] for r in ahead for c in target],
            }
        expected["parts"][part] = {
            "samples": len(every), "first": sample(every[0]), "last": sample(every[-1])}
    if inverse:
        everything = [w for part in ("train", "validation", "test") for w in found.get(part, [])]
        predicted, restored, wanted, sizes = [], [], [], {}
        for past, ahead in everything:
            scaled = {c: np.float32(columns[c][ahead] + 0.1 * rng.normal(size=len(ahead))) for c in target}
            back = {c: inverse(c, ahead, scaled[c].astype(float)) for c in target}
            for k, row in enumerate(ahead):
                for c in target:
                    predicted.append(float(scaled[c][k]))
                    restored.append(float(back[c][k]))
                    wanted.append(float(original[c][row]))
        width = len(target) * len(everything[0][1])
        expected["predictions"], start = predicted, 0
        expected["scores"], expected["baselines"] = {}, {}
        train_rows = np.flatnonzero(labels == "train")
        season = more.get("season", 1)
        for part in ("train", "validation", "test"):
            if part not in found:
                continue
            n = len(found[part]) * width
            p, t = np.array(restored[start:start + n]), np.array(wanted[start:start + n])
            naive = {c: np.mean(np.abs(np.asarray(original[c])[train_rows][season:]
                                       - np.asarray(original[c])[train_rows][:-season]))
                     for c in target}
            scale = np.array([naive[c] for _, ahead in found[part] for _ in ahead for c in target])
            expected["scores"][part] = scores(p, t, scale)
            lines = {k: [] for k in ("last_value", "seasonal", "mean", "drift")}
            for past, ahead in found[part]:
                last = past[-1]
                for row in ahead:
                    for c in target:
                        o = np.asarray(original[c])
                        lines["last_value"].append(o[last])
                        back = row
                        while back > last:
                            back -= season
                        lines["seasonal"].append(o[back] if back >= 0 else np.nan)
                        lines["mean"].append(o[train_rows].mean())
                        slope = (o[last] - o[0]) / last if last else 0
                        lines["drift"].append(o[last] + slope * (row - last))
            expected["baselines"][part] = {
                k: float(np.mean(np.abs(np.array(v) - t))) for k, v in lines.items()
                if not np.isnan(v).any()}
            start += n
        expected["season"] = season
    expected.update({k: v for k, v in more.items() if k != "season"})
    CASES.append({"name": name, "data": yaml, "expected": plain(expected)})


def scores(p, t, scale):
    e = p - t
    return {
        "mean_squared_error": np.mean(e ** 2),
        "root_mean_squared_error": np.sqrt(np.mean(e ** 2)),
        "mean_absolute_error": np.mean(np.abs(e)),
        "mean_absolute_percentage_error": 100 * np.mean(np.abs(e) / np.maximum(np.abs(t), 1e-7)),
        "symmetric_mean_absolute_percentage_error":
            200 * np.mean(np.abs(e) / (np.abs(p) + np.abs(t))),
        "mean_absolute_scaled_error": np.mean(np.abs(e) / scale),
        "r2_score": 1 - np.sum(e ** 2) / np.sum((t - t.mean()) ** 2),
        "huber": np.mean(np.where(np.abs(e) <= 1, 0.5 * e ** 2, np.abs(e) - 0.5)),
        "log_cosh": np.mean(np.logaddexp(e, -e) - np.log(2)),
    }


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, (np.floating, float)):
        return float(value)
    if isinstance(value, np.integer):
        return int(value)
    return value


tables()
monthly = pd.read_csv(HERE / "monthly.csv", parse_dates=["month"])
hourly = pd.read_csv(HERE / "hourly.csv", parse_dates=["time"], na_values=["NA"])
sales, stock = monthly["sales"].to_numpy(), monthly["stock"].to_numpy()
CSV = "source: {csv: {file: monthly.csv, columns: [%s]}}"


def rows_of(series):
    return [float(v) for v in series]


# 1: one column, min and max of the training rows.
labels = parts(60, {"train": 40, "test": "rest"})
s = Scaler("minmax", sales[labels == "train"])
case("minmax", CSV % "sales" + "\nsplit: {train: 40, test: rest}\nprepare: [scale: {method: minmax}]\n"
     "window: {past: 12, ahead: 1}\ntarget: flatten", labels, windows(labels, 12, 1),
     {"sales": s.apply(sales)}, {"sales": sales}, inverse=lambda c, r, y: s.undo(y), season=12)

# 2: another range, several rows ahead, three parts by fractions.
labels = parts(60, {"train": 0.6, "validation": 0.2, "test": "rest"})
s2 = Scaler("minmax", sales[labels == "train"], -1, 1)
case("minmax range, three parts",
     CSV % "sales" + "\nsplit: {train: 0.6, validation: 0.2, test: rest}\n"
     "prepare: [scale: {method: minmax, range: [-1, 1]}]\nwindow: {past: 6, ahead: 3}\ntarget: flatten",
     labels, windows(labels, 6, 3), {"sales": s2.apply(sales)}, {"sales": sales},
     inverse=lambda c, r, y: s2.undo(y), season=12)

# 3: two columns, standard; both are targets.
labels = parts(60, {"train": 45, "test": "rest"})
both = {"sales": Scaler("standard", sales[labels == "train"]),
        "stock": Scaler("standard", stock[labels == "train"])}
case("standard, two columns", CSV % "sales, stock" + "\nsplit: {train: 45, test: rest}\n"
     "prepare: [scale: {method: standard}]\nwindow: {past: 5, ahead: 2}\ntarget: flatten",
     labels, windows(labels, 5, 2),
     {"sales": both["sales"].apply(sales), "stock": both["stock"].apply(stock)},
     {"sales": sales, "stock": stock}, inverse=lambda c, r, y: both[c].undo(y))

# 4: a gap, sampling and stride.
labels = parts(60, {"train": 30, "validation": 15, "test": 15})
s4 = Scaler("robust", stock[labels == "train"])
case("robust, gap, sampling, stride", CSV % "stock" + "\nsplit: {train: 30, validation: 15, test: 15}\n"
     "prepare: [scale: {method: robust}]\n"
     "window: {past: 4, ahead: 2, gap: 3, sampling: 2, stride: 3}\ntarget: flatten",
     labels, windows(labels, 4, 2, 3, 2, 3), {"stock": s4.apply(stock)}, {"stock": stock})

# 5: no history across parts.
case("without history", CSV % "stock" + "\nsplit: {train: 30, validation: 15, test: 15}\n"
     "prepare: [scale: {method: mean}]\nwindow: {past: 4, ahead: 1, history: false}\ntarget: flatten",
     labels, windows(labels, 4, 1, history=False),
     {"stock": Scaler("mean", stock[labels == "train"]).apply(stock)}, {"stock": stock})

# 6: differences of a year after a logarithm: undone in the reverse order; several rows ahead.
labels = parts(60, {"train": 40, "test": "rest"})
logs = np.log(sales)
diff = logs[12:] - logs[:-12]
after = labels[12:]
s6 = Scaler("minmax", diff[after == "train"])


def undo_year(c, ahead, y):
    d = s6.undo(y)
    known, out = {}, []
    for k, row in enumerate(ahead):
        base = known.get(row - 12, logs[row])  # row counts from the thirteenth month
        known[row] = base + d[k]
        out.append(math.exp(known[row]))
    return np.array(out)


case("log, difference of 12, minmax", CSV % "sales" + "\nsplit: {train: 40, test: rest}\n"
     "prepare: [log, difference: {lag: 12}, scale: {method: minmax}]\n"
     "window: {past: 3, ahead: 2}\ntarget: flatten", after, windows(after, 3, 2),
     {"sales": s6.apply(diff)}, {"sales": sales[12:]}, inverse=undo_year)

# 7: differences of one row, four ahead: each builds on the prediction before it.
d1 = np.diff(sales)
after = labels[1:]


def undo_one(c, ahead, y):
    return sales[ahead[0]] + np.cumsum(y)


case("difference, four ahead", CSV % "sales" + "\nsplit: {train: 40, test: rest}\n"
     "prepare: [difference]\nwindow: {past: 2, ahead: 4}\ntarget: flatten", after,
     windows(after, 2, 4), {"sales": d1}, {"sales": sales[1:]}, inverse=undo_one)

# 8: lagged columns behind theirs; the first rows are left out.
frame = pd.DataFrame({"sales": sales, "stock": stock})
lagged = pd.DataFrame({"sales": frame.sales, "sales-1": frame.sales.shift(1),
                       "sales-12": frame.sales.shift(12), "stock": frame.stock}).iloc[12:]
after = labels[12:]
case("lags", CSV % "sales, stock" + "\nsplit: {train: 40, test: rest}\n"
     "prepare: [lag: {lags: [1, 12], columns: [sales]}]\nwindow: {past: 1, ahead: 1}\n"
     "target: [select: [sales], flatten]", after, windows(after, 1, 1),
     {c: lagged[c].to_numpy() for c in lagged}, {c: lagged[c].to_numpy() for c in lagged},
     target=["sales"])

HOURLY = ("source: {csv: {file: hourly.csv, columns: {time: time, level: number, rain: number%s}, "
          "missing: {tokens: [NA], fill: %s}}}")
level, rain = hourly["level"].to_numpy(), hourly["rain"].to_numpy()

# 9: gaps by straight lines, not across parts, one-hot columns with a category unseen in training.
labels = parts(240, {"train": 120, "validation": 60, "test": 60})
filled = fill_linear(level, labels)
seen = sorted(set(hourly["wind"][labels == "train"]))
hot = {f"wind={w}": (hourly["wind"] == w).to_numpy().astype(float) for w in seen}
case("linear, unseen category", HOURLY % (", wind: category", "linear")
     + "\nsplit: {train: 120, validation: 60, test: 60}\nprepare: [one_hot: [wind]]\n"
     "window: {past: 3, ahead: 1}\ntarget: [select: [level], flatten]", labels, windows(labels, 3, 1),
     {"level": filled, "rain": rain, **hot}, {"level": filled, "rain": rain, **hot}, target=["level"],
     learned={"wind": seen})

# 10: the value before, log1p and a clipped column.
before = pd.Series(level).ffill().to_numpy()
case("previous, log1p, clip", HOURLY % ("", "previous")
     + "\nsplit: {train: 0.5, validation: 0.25, test: rest}\n"
     "prepare: [log1p: {columns: [rain]}, clip: {columns: [level], low: 12, high: 18}]\n"
     "window: {past: 2, ahead: 1}\ntarget: [select: [rain], flatten]", labels, windows(labels, 2, 1),
     {"level": np.clip(before, 12, 18), "rain": np.log1p(rain)}, {"level": before, "rain": rain},
     target=["rain"], inverse=lambda c, r, y: np.expm1(y))

# 11: rows with gaps left out before the split.
kept = ~np.isnan(level)
labels11 = parts(int(kept.sum()), {"train": 0.7, "test": "rest"})
case("drop", HOURLY % ("", "drop") + "\nsplit: {train: 0.7, test: rest}\n"
     "window: {past: 8, ahead: 1, stride: 2}\ntarget: [select: [level], flatten]", labels11,
     windows(labels11, 8, 1, stride=2), {"level": level[kept], "rain": rain[kept]},
     {"level": level[kept], "rain": rain[kept]}, target=["level"])

# 12: the hour on a circle and the weekday; a leap day is among them.
turn = 2 * np.pi * hourly["time"].dt.hour / 24
clock = {"hour_sin": np.sin(turn).to_numpy(), "hour_cos": np.cos(turn).to_numpy()}
case("calendar", HOURLY % ("", "0") + "\nsplit: {train: 200, test: 40}\n"
     "prepare: [calendar: {parts: [hour], cyclic: true}, "
     "calendar: {parts: [weekday, day, month, day_of_year]}]\n"
     "window: {past: 2, ahead: 1}\ntarget: [select: [level], flatten]",
     parts(240, {"train": 200, "test": 40}), windows(parts(240, {"train": 200, "test": 40}), 2, 1),
     {"level": np.nan_to_num(level), "rain": rain, **clock,
      "weekday": hourly["time"].dt.dayofweek.to_numpy().astype(float),
      "day": hourly["time"].dt.day.to_numpy().astype(float),
      "month": hourly["time"].dt.month.to_numpy().astype(float),
      "day_of_year": hourly["time"].dt.dayofyear.to_numpy().astype(float)},
     {"level": np.nan_to_num(level), "rain": rain, **clock,
      "weekday": hourly["time"].dt.dayofweek.to_numpy().astype(float),
      "day": hourly["time"].dt.day.to_numpy().astype(float),
      "month": hourly["time"].dt.month.to_numpy().astype(float),
      "day_of_year": hourly["time"].dt.dayofyear.to_numpy().astype(float)}, target=["level"])

# 13 to 15: six hours as one row; a stretch is of the part of its last row.
for by in ("sum", "mean", "last"):
    hours = hourly.set_index("time")[["level", "rain"]]
    groups = hours.resample("6h")
    done = groups.sum(min_count=1) if by == "sum" else groups.mean() if by == "mean" else groups.last()
    base = parts(240, {"train": 100, "test": "rest"})
    ends = pd.Series(base, index=hourly["time"]).resample("6h").last().to_numpy()
    values = {c: done[c].to_numpy() for c in done}
    case(f"resample, {by}", HOURLY % ("", "error") + "\nsplit: {train: 100, test: rest}\n"
         f"prepare: [resample: {{every: {{hours: 6}}, by: {by}}}, fill: previous]\n"
         "window: {past: 2, ahead: 1}\ntarget: [select: [rain], flatten]", ends, windows(ends, 2, 1),
         {"level": pd.Series(values["level"]).ffill().to_numpy(), "rain": values["rain"]},
         {"level": pd.Series(values["level"]).ffill().to_numpy(), "rain": values["rain"]},
         target=["rain"])

(HERE / "pipelines.json").write_text(json.dumps(CASES, indent=1) + "\n")
print(len(CASES), "cases")
