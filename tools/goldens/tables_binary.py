"""Parquet, Arrow and SQLite files in base64, and what is in them: those that pyarrow and Python's sqlite3 write."""

import base64
import datetime
import decimal
import io
import math
import sqlite3
import tempfile
import uuid
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from golden_file import source, write

SCRIPT = "tools/goldens/tables_binary.py"
UTC = datetime.timezone.utc


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def plain(value):
    """A value as a table holds it: numbers, texts, moments in milliseconds; int64 beyond 2^53 as text, NaN as 'NaN'."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if isinstance(value, datetime.datetime):
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
        return (value - datetime.datetime(1970, 1, 1, tzinfo=UTC)) / datetime.timedelta(milliseconds=1)
    if isinstance(value, datetime.date):
        return (value - datetime.date(1970, 1, 1)).days * 86_400_000
    if isinstance(value, datetime.time):
        return ((value.hour * 60 + value.minute) * 60 + value.second) * 1000 + value.microsecond / 1000
    if isinstance(value, uuid.UUID):
        return str(value)
    return value


def values(table: pa.Table) -> dict:
    return {name: [plain(value) for value in table.column(name).to_pylist()] for name in table.column_names}


def parquet_case(name: str, table: pa.Table, **options) -> dict:
    stream = io.BytesIO()
    pa.parquet.write_table(table, stream, **options)
    return {"name": name, "values": values(table), "file": encoded(stream.getvalue())}


def mixed(rows: int = 40) -> pa.Table:
    """Columns of several types, every seventh value missing in some."""
    missing = lambda make: [None if at % 7 == 3 else make(at) for at in range(rows)]
    return pa.table(
        {
            "whole": pa.array(range(-5, rows - 5), pa.int32()),
            "long": pa.array(missing(lambda at: at * 10**12), pa.int64()),
            "real": pa.array(missing(lambda at: at / 8), pa.float64()),
            "single": pa.array([at / 4 for at in range(rows)], pa.float32()),
            "truth": pa.array(missing(lambda at: at % 3 == 0), pa.bool_()),
            "text": pa.array(missing(lambda at: ["rød", "grün", "blue", ""][at % 4] or f"n{at}"), pa.string()),
        }
    )


def types() -> pa.Table:
    moment = datetime.datetime(2026, 11, 30, 12, 34, 56, 789_000)
    return pa.table(
        {
            "int8": pa.array([-128, 127, None], pa.int8()),
            "uint8": pa.array([0, 255, None], pa.uint8()),
            "int16": pa.array([-32768, 32767, None], pa.int16()),
            "uint32": pa.array([0, 2**32 - 1, None], pa.uint32()),
            "uint64": pa.array([0, 2**53 - 1, None], pa.uint64()),
            "half": pa.array([1.5, -0.25, None], pa.float16()),
            "wide": pa.array([2**53 + 1, -(2**63), 2**63 - 1], pa.int64()),
            "real": pa.array([math.nan, math.inf, -math.inf], pa.float64()),
            "date": pa.array([datetime.date(1969, 12, 31), datetime.date(2026, 11, 30), None], pa.date32()),
            "milliseconds": pa.array([moment, datetime.datetime(1960, 1, 1), None], pa.timestamp("ms")),
            "microseconds": pa.array([moment, None, moment], pa.timestamp("us", tz="UTC")),
            "nanoseconds": pa.array([moment, None, datetime.datetime(1900, 1, 1)], pa.timestamp("ns")),
            "seconds": pa.array([moment.replace(microsecond=0), None, None], pa.timestamp("s")),
            "time": pa.array([datetime.time(1, 2, 3), None, None], pa.time64("us")),
            "decimal": pa.array([decimal.Decimal("12.34"), decimal.Decimal("-0.05"), None], pa.decimal128(7, 2)),
            "large": pa.array([decimal.Decimal(10**20), decimal.Decimal(-3), None], pa.decimal128(38, 0)),
            "nothing": pa.array([None, None, None], pa.null()),
            "category": pa.array(["b", "a", "b"]).dictionary_encode(),
            "long text": pa.array(["x", None, "€"], pa.large_string()),
        }
    )


def lists() -> pa.Table:
    return pa.table(
        {
            "pair": pa.array([[1.5, 2], [3, None], None, [5, 6]], pa.list_(pa.float64())),
            "fixed": pa.array([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]], pa.list_(pa.int32(), 3)),
            "single": pa.array([[1], [2], [3], [4]], pa.list_(pa.float32())),
            "ragged": pa.array([[1], [2, 3], [], [4]], pa.list_(pa.int32())),
            "texts": pa.array([["a"], ["b"], ["c"], ["d"]], pa.list_(pa.string())),
            "deep": pa.array([[[1]], [[2]], [[3]], [[4]]], pa.list_(pa.list_(pa.int32()))),
            "struct": pa.array([{"a": 1}, {"a": 2}, {"a": 3}, {"a": 4}]),
            "bytes": pa.array([b"\xff", b"\xfe", b"\x80", b"\x00"], pa.binary()),
            "kept": pa.array([1, 2, 3, 4], pa.int32()),
        }
    )


def parquet_cases() -> list[dict]:
    cases = [
        parquet_case(f"compression {codec}", mixed(), compression=codec, row_group_size=15)
        for codec in ["none", "snappy", "gzip", "brotli", "lz4", "zstd"]
    ]
    for version in ["1.0", "2.0"]:
        paged = dict(data_page_version=version, write_batch_size=8, data_page_size=64)
        cases += [
            parquet_case(f"pages {version}", mixed(), **paged),
            parquet_case(f"plain {version}", mixed(), use_dictionary=False, **paged),
            parquet_case(f"lists {version}", lists(), **paged),
        ]
    deltas = {"whole": "DELTA_BINARY_PACKED", "long": "DELTA_BINARY_PACKED", "text": "DELTA_BYTE_ARRAY"}
    cases += [
        parquet_case("deltas", mixed(300), use_dictionary=False, column_encoding=deltas),
        parquet_case(
            "delta lengths and split bytes",
            mixed(),
            use_dictionary=False,
            data_page_version="2.0",
            column_encoding={"text": "DELTA_LENGTH_BYTE_ARRAY", "real": "BYTE_STREAM_SPLIT", "whole": "BYTE_STREAM_SPLIT"},
        ),
        parquet_case("types", types()),
        parquet_case("types without statistics", types(), write_statistics=False, row_group_size=2),
        parquet_case(
            "old moments",
            pa.table({"moment": pa.array([datetime.datetime(2000, 1, 2, 3, 4, 5), None], pa.timestamp("ns"))}),
            use_deprecated_int96_timestamps=True,
        ),
        parquet_case("wide and missing", pa.table({"wide": pa.array([2**60, None], pa.int64())})),
        parquet_case("unsigned and wide", pa.table({"wide": pa.array([2**64 - 1, 1], pa.uint64())})),
        parquet_case("no rows", mixed(0)),
        parquet_case("required", mixed(8).select(["whole", "single"]).cast(
            pa.schema([pa.field("whole", pa.int32(), False), pa.field("single", pa.float32(), False)])
        )),
    ]
    return cases


def arrow_case(name: str, table: pa.Table, *, stream: bool = False, rows: int | None = None, **options) -> dict:
    sink = io.BytesIO()
    make = pa.ipc.new_stream if stream else pa.ipc.new_file
    with make(sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table, max_chunksize=rows)
    return {"name": name, "values": values(table), "file": encoded(sink.getvalue())}


def arrow_cases() -> list[dict]:
    categories = pa.table({"kind": pa.array(["b", None, "a", "b"]).dictionary_encode(), "size": pa.array([1, 2, 3, 4])})
    return [
        arrow_case("file", mixed()),
        arrow_case("stream", mixed(), stream=True),
        arrow_case("file in batches", mixed(), rows=15),
        arrow_case("stream in batches", mixed(), stream=True, rows=15),
        arrow_case("types", types()),
        arrow_case("lists", lists()),
        arrow_case("categories", categories, rows=2),
        arrow_case("wide and missing", pa.table({"wide": pa.array([2**60, None], pa.int64())})),
        arrow_case("no rows", mixed(0)),
        arrow_case("compressed by zstd", mixed(), compression="zstd"),
        arrow_case("compressed by lz4", mixed(), compression="lz4"),
    ]


def sqlite_case() -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flowers.db"
        connection = sqlite3.connect(path)
        connection.execute("pragma page_size = 512")
        connection.execute('create table flowers (id integer primary key, "petal length" real, kind text, seen boolean)')
        rows = [(1, 1.4, "setosa", 1), (2, 4.7, "versicolor", 0), (3, None, "virginica", 1), (4, 5.5, None, None)]
        connection.executemany("insert into flowers values (?, ?, ?, ?)", rows)
        connection.execute("create table odd (wide integer, mixed, bytes blob)")
        connection.executemany("insert into odd values (?, ?, ?)", [(2**60, 1, b"\x00"), (2, "b", b"\x01")])
        connection.execute("create table empty (a integer, b text)")
        connection.commit()
        connection.execute("vacuum")
        connection.close()
        columns = {name: [row[at] for row in rows] for at, name in enumerate(["id", "petal length", "kind", "seen"])}
        return {"name": "flowers", "values": columns, "file": encoded(path.read_bytes())}


def main() -> None:
    folder = "packages/datasets/src/goldens"
    write(f"{folder}/parquet.json", source=source("pyarrow"), script=SCRIPT, cases=parquet_cases())
    write(f"{folder}/arrow.json", source=source("pyarrow"), script=SCRIPT, cases=arrow_cases())
    write(f"{folder}/sqlite.json", source=f"sqlite3 of Python, SQLite {sqlite3.sqlite_version}", script=SCRIPT, cases=[sqlite_case()])


if __name__ == "__main__":
    main()
