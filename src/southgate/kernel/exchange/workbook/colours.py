"""Colours of spreadsheets as `RRGGBB`: written out, from the old palette, or from the theme with a tint."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Sequence

from southgate.kernel.exchange.workbook.xml import parse

WHITE, BLACK = "FFFFFF", "000000"
# The default palette of BIFF8, [MS-XLS] 2.5.161 / ECMA-376 18.8.27: indexes 0–7 repeat as 8–15.
_PALETTE = [
    "000000",
    "FFFFFF",
    "FF0000",
    "00FF00",
    "0000FF",
    "FFFF00",
    "FF00FF",
    "00FFFF",
    "800000",
    "008000",
    "000080",
    "808000",
    "800080",
    "008080",
    "C0C0C0",
    "808080",
    "9999FF",
    "993366",
    "FFFFCC",
    "CCFFFF",
    "660066",
    "FF8080",
    "0066CC",
    "CCCCFF",
    "000080",
    "FF00FF",
    "FFFF00",
    "00FFFF",
    "800080",
    "800000",
    "008080",
    "0000FF",
    "00CCFF",
    "CCFFFF",
    "CCFFCC",
    "FFFF99",
    "99CCFF",
    "FF99CC",
    "CC99FF",
    "FFCC99",
    "3366FF",
    "33CCCC",
    "99CC00",
    "FFCC00",
    "FF9900",
    "FF6600",
    "666699",
    "969696",
    "003366",
    "339966",
    "003300",
    "333300",
    "993300",
    "993366",
    "333399",
    "333333",
]
PALETTE = (*_PALETTE[:8], *_PALETTE)
DEFAULT_THEME = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646")


def theme_colours(chunks: Iterable[bytes]) -> tuple[str, ...]:
    """The theme's colours in the order in which cells count them (light 1 and dark 1 are exchanged)."""
    found: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = inside or name == "clrScheme"
        if inside and name in ("srgbClr", "sysClr") and len(found) < 12:
            found.append(six(attributes.get("lastClr") or attributes.get("val", "")) or BLACK)

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "clrScheme"

    parse(chunks, start, end)
    if len(found) < 4:
        return DEFAULT_THEME
    return (found[1], found[0], found[3], found[2], *found[4:])


def six(value: str) -> str:
    """`RRGGBB` of a colour value with or without alpha, `` for anything else."""
    value = value[-6:].upper()
    return value if re.fullmatch(r"[0-9A-F]{6}", value) else ""


def colour(attributes: dict[str, str], theme: Sequence[str]) -> str:
    """The colour that a `color` or `fgColor` element means; `` for automatic."""
    found = six(attributes.get("rgb", ""))
    if not found and attributes.get("theme", "").isdecimal():
        number = int(attributes["theme"])
        found = theme[number] if number < len(theme) else ""
    if not found and attributes.get("indexed", "").isdecimal():
        number = int(attributes["indexed"])
        found = PALETTE[number] if number < len(PALETTE) else ""
    return tinted(found, attributes.get("tint", "")) if found else ""


def tinted(rgb: str, tint: str) -> str:
    """A colour lighter (tint > 0) or darker, ECMA-376 18.8.19."""
    try:
        amount = max(-1.0, min(1.0, float(tint)))
    except ValueError:
        return rgb
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    angle, light, strong = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + amount) if amount < 0 else light * (1 - amount) + amount
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(angle, light, strong))
