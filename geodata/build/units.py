"""units.csv: every unit and each of its versions."""

from __future__ import annotations

from geodata.build.files import Folders, Row, write_table
from geodata.build.names import english, learn, pinyin

HEADER = (
    "unit", "code", "level", "kind", "name_zh", "name_en", "pinyin", "parent", "valid_from", "valid_to",
    "area_km2", "area_source", "note",
)  # fmt: skip
PROVINCE, CITY = "330000", "330300"
ZONE_NAMES = {
    "330371": "Wenzhou Economic and Technological Development Zone",
    "330305901": "Wenzhou Marine Economy Zone",
    "330324400": "Yongjia County Farm of Special Products",
    "330324401": "Sihaishan Forest Farm",
    "330324402": "Zhengjiangshan Forest Farm",
    "330326401": "Binhai New Area",
    "330329400": "Wuyanling Nature Reserve",
    "330383198": "Longgang Directly Administered Communities",
}


def build(folders: Folders) -> None:
    """Write units.csv."""
    learn({row["text"]: row["pinyin"] for row in folders.inputs("pinyin.csv")})
    earlier = folders.inputs("unit_versions.csv")
    since = {row["unit"]: row["valid_to"] for row in earlier}
    rows = [
        *_prefectures(folders),
        *_counties(folders),
        *_townships(folders),
        *_zones(folders),
        *earlier,
    ]
    for row in rows:
        row.setdefault("unit", row["code"])
        row.setdefault("valid_to", "")
        row.setdefault("valid_from", since.get(row["unit"], ""))
        row.setdefault("name_en", ZONE_NAMES.get(row["code"]) or english(row["name_zh"]))
        row["pinyin"] = pinyin(row["name_zh"])
    rows.sort(key=lambda row: (len(row["unit"]), row["unit"], row["valid_from"]))
    write_table(folders.out / "units.csv", HEADER, ([row.get(key, "") for key in HEADER] for row in rows))


def _prefectures(folders: Folders) -> list[Row]:
    """The province and its prefectures other than the city itself, which the county table describes."""
    rows = []
    for row in folders.inputs("prefectures.csv"):
        if row["code"] != CITY:
            top = row["code"] == PROVINCE
            level, kind, parent = ("province", "省", "") if top else ("prefecture", "地级市", PROVINCE)
            name = row["name_zh"]
            rows.append({"code": row["code"], "level": level, "kind": kind, "name_zh": name, "parent": parent})
    return rows


def _counties(folders: Folders) -> list[Row]:
    rows = []
    for row in folders.inputs("counties.csv"):
        level, parent = ("prefecture", PROVINCE) if row["code"] == CITY else ("county", CITY)
        rows.append({**row, "level": level, "parent": parent})
    return rows


def _townships(folders: Folders) -> list[Row]:
    """Townships with the area measured on a web map; 龙港 is among the counties already."""
    return [
        {**row, "level": "township", "area_km2": row["area_km2_measured"], "area_source": "web-map-2020"}
        for row in folders.inputs("townships.csv")
        if len(row["code"]) > len(CITY)
    ]


def _zones(folders: Folders) -> list[Row]:
    return [{**row, "level": "functional_zone"} for row in folders.inputs("zones.csv")]
