"""A screenshot as a small PNG: 256 colours at most, which a page of text and flat colours hardly needs."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

QUANTISE = """
async (source) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  const bins = new Map();
  const bin = (at) => ((pixels[at] >> 3) << 10) | ((pixels[at + 1] >> 3) << 5) | (pixels[at + 2] >> 3);
  for (let at = 0; at < pixels.length; at += 4) {
    const found = bins.get(bin(at)) ?? [0, 0, 0, 0];
    for (let c = 0; c < 3; c += 1) found[c] += pixels[at + c];
    found[3] += 1;
    bins.set(bin(at), found);
  }
  const often = [...bins.values()].sort((a, b) => b[3] - a[3]).slice(0, 256);
  const palette = often.map((sum) => sum.slice(0, 3).map((value) => Math.round(value / sum[3])));
  const nearest = new Map();
  const index = (at) => {
    const key = bin(at);
    if (nearest.has(key)) return nearest.get(key);
    let best = 0, least = Infinity;
    palette.forEach((colour, number) => {
      const far = colour.reduce((sum, value, c) => sum + (value - pixels[at + c]) ** 2, 0);
      if (far < least) [best, least] = [number, far];
    });
    nearest.set(key, best);
    return best;
  };
  const indexes = new Uint8Array(pixels.length / 4);
  for (let at = 0; at < pixels.length; at += 4) indexes[at / 4] = index(at);
  let text = '';
  for (let at = 0; at < indexes.length; at += 32768) text += String.fromCharCode(...indexes.subarray(at, at + 32768));
  return { width: bitmap.width, height: bitmap.height, palette: palette.flat(), indexes: btoa(text) };
}
"""


def photograph(page: Page, path: Path) -> int:
    """The screen as it stands, written to `path`; returns its bytes."""
    path.write_bytes(small(page.screenshot(), page.context))
    return path.stat().st_size


def small(png: bytes, context: BrowserContext) -> bytes:
    """The same picture with a palette. A blank page of the browser counts the colours."""
    blank = context.new_page()
    try:
        found: dict[str, Any] = blank.evaluate(QUANTISE, base64.b64encode(png).decode())
    finally:
        blank.close()
    width, height = found["width"], found["height"]
    indexes = base64.b64decode(found["indexes"])
    lines = b"".join(b"\0" + indexes[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes(found["palette"])), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
