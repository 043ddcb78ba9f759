"""The kinds of things that two projects may share, and what each is called."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What two projects have in common (sources 12.3: same address, contract, contractor or voucher; re-signing and
    bundling)."""

    ADDRESS = "address"
    CONTRACT = "contract"
    CONTRACTOR = "contractor"
    VOUCHER = "voucher"
    PRODUCT = "product"
    PHOTO = "photo"
    NAME = "name"
    RESIGNED = "resigned"
    BUNDLE = "bundle"


KIND_NAMES = dict(zip(Kind, (
    "地址相同", "合同编号相同", "施工单位相同", "凭证相同", "投资方和产品相同", "照片相同", "名称相近",
    "短期内再次签约", "金额可能合并打包",
), strict=True))  # fmt: skip
