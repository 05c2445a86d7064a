"""CSV texts and what pandas reads from them, for the readers of tables."""

import base64
import gzip
import io
import random

import numpy as np
import pandas as pd

from golden_file import number, source, write


def text_column(series) -> dict:
    return {"type": "text", "values": ["" if pd.isna(value) else str(value) for value in series]}


def column(series, kind: str | None) -> dict:
    """A column as LML has it: texts with '' where one is missing, else numbers with NaN."""
    if kind == "integer":
        return {"type": kind, "values": [str(value) for value in series]}
    if kind == "date":
        moments = pd.to_datetime(series, utc=True, format="ISO8601")
        milliseconds = [None if pd.isna(moment) else moment.value // 10**6 for moment in moments]
        return {"type": kind, "values": ["NaN" if value is None else value for value in milliseconds]}
    if kind == "text":
        return text_column(series)
    present = [value for value in series if not pd.isna(value)]
    if present and all(isinstance(value, (bool, np.bool_)) for value in present):
        return {"type": "boolean", "values": ["NaN" if pd.isna(value) else int(value) for value in series]}
    if pd.api.types.is_numeric_dtype(series.dtype) or not present:
        return {"type": "number", "values": [number(value) for value in series]}
    return text_column(series)


def case(name: str, text: str | bytes, options: dict | None = None, sep: str = ",", python_encoding: str | None = None) -> dict:
    options = dict(options or {})
    encoding = options.get("encoding", "utf-8")
    raw = text if isinstance(text, bytes) else text.encode(python_encoding or encoding)
    header = options.get("header", True)
    types = options.get("types", {})
    frame = pd.read_csv(
        io.BytesIO(gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw),
        sep=options.get("delimiter", sep),
        header=0 if header is True else None,
        names=header if isinstance(header, list) else None,
        na_values=options.get("naValues"),
        keep_default_na=options.get("keepDefaultNa", True),
        decimal=options.get("decimal", "."),
        thousands=options.get("thousands"),
        quotechar=options.get("quote") or '"',
        quoting=3 if options.get("quote") == "" else 0,
        comment=options.get("comment"),
        skiprows=options.get("skipRows", 0),
        encoding=python_encoding or encoding,
        dtype={key: {"integer": "int64"}.get(kind, str) for key, kind in types.items() if kind in ("integer", "text", "date")},
        low_memory=False,
    )
    plain = isinstance(text, str) and encoding == "utf-8"
    return {
        "name": name,
        "options": options,
        **({"text": text} if plain else {"base64": base64.b64encode(raw).decode()}),
        "columns": [{"name": str(key), **column(frame[key], types.get(key))} for key in frame.columns],
    }


def made():
    yield case("numbers and texts", "a,b\n1,x\n2.5,y\n")
    yield case("no line end at the end", "a,b\n1,x\n2,y")
    yield case("CRLF", "a,b\r\n1,x\r\n2,y\r\n")
    yield case("lone CR", "a,b\r1,x\r2,y\r")
    yield case("line ends of all kinds", "a,b\n1,x\r\n2,y\r3,z\n")
    yield case("a byte order mark", "\ufeffa,b\n1,2\n")
    yield case("a byte order mark before a quote", '\ufeff"a",b\n1,2\n')
    yield case("semicolons", "a;b\n1;x,y\n2;z\n", sep=";")
    yield case("tabs", "a\tb\n1\tx y\n2\t\n", sep="\t")
    yield case("bars", "a|b\n1|x\n", sep="|")
    yield case("a delimiter that is given", "a:b\n1:2,5\n", {"delimiter": ":"})
    yield case("spaces between values", "a b\n1 2\n3 4\n", {"delimiter": " "})
    yield case("more commas within quotes than semicolons", '"a,b,c";d\n1;2\n', sep=";")
    yield case("quotes", 'a,b\n"1","x"\n"2","y"\n')
    yield case("quotes within quotes", 'a,b\n1,"say ""hi"""\n2,""""\n3,""""""\n')
    yield case("delimiters within quotes", 'a,b\n1,"x,y"\n2,",,"\n')
    yield case("line ends within quotes", 'a,b\n1,"x\ny"\n2,"x\r\ny"\n3,"\n"\n')
    yield case("line ends in names", '"a\nb",c\n1,2\n')
    yield case("an empty text in quotes", 'a,b\n"",x\n1,""\n')
    yield case("other quotes", "a,b\n1,'x,y'\n2,'it''s'\n", {"quote": "'"})
    yield case("quotes are plain signs", 'a,b\n1,5" pipe\n2,"\n', {"quote": ""})
    yield case("one column", "a\n1\n2\n")
    yield case("one column of texts", 'a\nx\n"y,z"\n')
    yield case("one column, quoted and empty", 'a\n1\n""\n2\n')
    yield case("blank lines", "\n\na,b\n\n1,2\n\n\n3,4\n\n")
    yield case("lines of spaces", "a,b\n1,2\n   \n \t \n3,4\n")
    yield case("only commas", "a,b,c\n,,\n1,,\n,,x\n")
    yield case("no rows", "a,b\n")
    yield case("no rows and no line end", "a,b")
    yield case("missing values of all forms", "a\n1\n" + "\n".join(
        ["#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"]
    ) + "\n2\n")
    yield case("missing texts", "a,b\nx,1\nNA,2\n,3\nnull,4\n")
    yield case("what looks missing is text", "a,b\nx,1\nNA,2\nnone,3\nNull,4\nNONE,5\n", {"keepDefaultNa": False})
    yield case("signs of missing values", "a,b\n-,x\n1,?\n?,-\n2,y\n", {"naValues": ["-", "?"]})
    yield case("signs of missing values and no others", "a,b\n-,NA\n1,x\n", {"naValues": ["-"], "keepDefaultNa": False})
    yield case("a number for missing values", "a,b\n-999,1.5\n1,-999.0\n2,-999\n", {"naValues": ["-999"]})
    yield case("a column without values", "a,b\n1,\n2,\n")
    yield case("decimal commas", "a;b\n1,5;2\n-0,25;1,0E3\n", {"decimal": ","}, sep=";")
    yield case("a point where commas are", "a;b\n1,5;1.5\n2,5;2.5\n", {"decimal": ","}, sep=";")
    yield case("thousands", 'a,b\n"1,234",5\n"1,234,567.5",6\n7,8\n', {"thousands": ","})
    yield case("thousands and decimal commas", "a;b\n1.234,5;2\n1.234.567;3\n", {"thousands": ".", "decimal": ","}, sep=";")
    yield case("thousands of spaces", "a;b\n1 234;2\n12 345;3\n", {"thousands": " "}, sep=";")
    yield case("comments", "# about\na,b\n1,2\n#3,\"4\n5,6\n", {"comment": "#"})
    yield case("comments with quotes", 'a,b\n1,2\n#x,"y\n5,6\n%,7\n', {"comment": "#"})
    yield case("rows are skipped", 'made by "us\n\nwhen,what,who\na,b\n1,2\n'.replace('"', ""), {"skipRows": 3})
    yield case("rows with lone CR are skipped", "x\ry\ra,b\r1,2\r", {"skipRows": 2})
    yield case("no header", "1,x\n2,y\n", {"header": False})
    yield case("given names", "1,x\n2,y\n", {"header": ["n", "t"]})
    yield case("names twice", "a,a,b,a\n1,2,3,4\n")
    yield case("names twice beside such names", "a,a.1,a,a\n1,2,3,4\n")
    yield case("empty names", "a,,b,\n1,2,3,4\n")
    yield case("names with spaces", " a ,b c\n1,2\n")
    yield case("infinities", "a\ninf\n-inf\n+inf\nInfinity\n-Infinity\nINF\n1\n")
    yield case("large and small numbers", "a\n1e308\n1e400\n-1e400\n5e-324\n1e-400\n2.2250738585072014e-308\n1.7976931348623157e308\n")
    yield case("numbers with many digits", "a\n0.1\n0.30000000000000004\n3.141592653589793238462643\n123456789012345678\n9007199254740993.0\n2.4703282292062327208e-324\n")
    yield case("forms of numbers", "a\n+1\n-0\n.5\n5.\n1E5\n1e+5\n1e-05\n-.5e1\n007\n")
    yield case("leading zeros are numbers", "zip\n00123\n04567\n")
    yield case("leading zeros are text if you say so", "zip\n00123\n04567\n", {"types": {"zip": "text"}})
    yield case("numbers with spaces around", "a,b\n 1 ,x\n  2.5,y\n")
    yield case("what is no number", "a,b,c,d,e,f,g\n0x10,1_000,1e,--1,1.2.3,e5,1 2\n0x11,2_000,e1,1-,.,+,½\n")
    yield case("truth values", "a,b,c\nTrue,true,TRUE\nFalse,false,FALSE\n")
    yield case("truth values, some missing", "a,b\nTrue,1\n,2\nFalse,3\n")
    yield case("truth values and numbers are texts", "a,b\nTrue,1\n1,True\n")
    yield case("other words are texts", "a,b,c\nyes,t,tRuE\nno,f,fAlSe\n")
    yield case("numbers and texts in a column", "a\n1\nx\n2.50\n")
    yield case("whole numbers of 64 bits", "a,b\n9223372036854775807,1\n-9223372036854775808,2\n", {"types": {"a": "integer"}})
    yield case("dates", "a\n2026-11-30\n1969-12-31\n2000-02-29\n0099-01-01\n", {"types": {"a": "text"}})
    yield case("days", "a\n2026-11-30\n1969-12-31\n2000-02-29\n1700-01-01\n", {"types": {"a": "date"}})
    yield case("moments", "a\n2026-11-30T12:34:56\n2026-11-30T12:34:57.250\n2026-11-30T23:00:58\n", {"types": {"a": "date"}})
    yield case("moments with a space", "a,b\n2026-11-30 12:34:56,1\n,2\n2026-11-30 00:00:00,3\n", {"types": {"a": "date"}})
    yield case("moments with zones", "a\n2026-11-30T12:34:56Z\n2026-11-30T12:34:56+05:30\n2026-11-30T12:34:56-0800\n", {"types": {"a": "date"}})
    yield case("umlauts and signs", "größe,名前\n1,日本\n2,😀 x\n3,é\n")
    yield case("signs beyond the first plane in names", "😀,b\n1,2\n")
    yield case("latin1", "größe,b\n1,é\n2,ü\n", {"encoding": "latin1"}, python_encoding="cp1252")
    yield case("windows-1252", "a,b\n1,€\n2,„x“\n", {"encoding": "windows-1252"}, python_encoding="cp1252")
    yield case("utf-16le", "a,b\n1,日本\n2,😀\n", {"encoding": "utf-16le"})
    yield case("utf-16 with a mark", "a,b\n1,日本\n", {"encoding": "utf-16"})
    yield case("utf-16be", "a,b\n1,日本\n", {"encoding": "utf-16be"})
    yield case("shift_jis", "a,b\n1,日本\n", {"encoding": "shift_jis"})
    yield case("gzip", gzip.compress("a,b\n1,日本\n2,x\n".encode(), mtime=0))
    yield case("gzip of two members", gzip.compress(b"a,b\n1,x\n", mtime=0) + gzip.compress(b"2,y\n", mtime=0))
    yield case("gzip of utf-16le", gzip.compress("a,b\n1,日本\n".encode("utf-16le"), mtime=0), {"encoding": "utf-16le"})
    yield case("many columns", ",".join(f"c{k}" for k in range(60)) + "\n" + ",".join(str(k) for k in range(60)) + "\n")


WORDS = ["x", "yes", "NA", "", "a b", 'q"t', "c,d", "l\nm", "r\r\ns", "é", "日本", "😀", " pad ", "1x", "-", "#no", "'", "null?", "true"]
NUMBERS = ["0", "1", "-7", "3.25", "1e5", "-2.5E-3", "1e-310", "0.1", "123456.789", "", "NA", "inf"]


def quoted(value: str, delimiter: str, rng: random.Random) -> str:
    needs = any(sign in value for sign in (delimiter, '"', "\n", "\r"))
    return '"' + value.replace('"', '""') + '"' if needs or rng.random() < 0.2 else value


def drawn():
    for seed in range(40):
        rng = random.Random(seed)
        delimiter = rng.choice([",", ";", "\t", "|"])
        end = rng.choice(["\n", "\r\n", "\r"])
        width = rng.randint(2, 5)
        kinds = [rng.choice([WORDS, NUMBERS, ["true", "false", ""], ["True", "FALSE"]]) for _ in range(width)]
        rows = [[f"c{k}" for k in range(width)]]
        rows += [[rng.choice(kind) for kind in kinds] for _ in range(rng.randint(1, 8))]
        lines = [delimiter.join(quoted(value, delimiter, rng) for value in row) for row in rows]
        yield case(f"drawn {seed}", end.join(lines) + (end if rng.random() < 0.7 else ""), {"delimiter": delimiter})


if __name__ == "__main__":
    write(
        "packages/datasets/src/goldens/csv.json",
        source=source("pandas"),
        script="tools/goldens/tables.py",
        cases=[*made(), *drawn()],
    )
