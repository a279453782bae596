"""The six layers of Perpres 132/2022, and the strategy above them."""

from collections.abc import Mapping
from enum import StrEnum


class Layer(StrEnum):
    """One of the six architecture domains, or the strategy; the Indonesian name."""

    BUSINESS = "Proses Bisnis"
    SERVICE = "Layanan"
    DATA = "Data dan Informasi"
    APPLICATION = "Aplikasi"
    INFRASTRUCTURE = "Infrastruktur"
    SECURITY = "Keamanan"
    STRATEGY = "Strategi"


SIX: tuple[Layer, ...] = tuple(layer for layer in Layer if layer != Layer.STRATEGY)
"""The domains of Perpres 132/2022; strategy stands outside of them."""

PREFIXES: Mapping[Layer, str] = {
    Layer.BUSINESS: "DAB",
    Layer.SERVICE: "DAL",
    Layer.DATA: "DAD",
    Layer.APPLICATION: "DAA",
    Layer.INFRASTRUCTURE: "DAI",
    Layer.SECURITY: "DAK",
    Layer.STRATEGY: "STR",
}
"""What the codes of a layer's elements begin with, as in the practice of SIA-SPBE."""

DOMAINS: Mapping[Layer, str] = {
    Layer.BUSINESS: "RAB",
    Layer.SERVICE: "RAL",
    Layer.DATA: "RAD",
    Layer.APPLICATION: "RAA",
    Layer.INFRASTRUCTURE: "RAI",
    Layer.SECURITY: "RAK",
}
"""Which reference tree classifies a layer (Perpres 132/2022); strategy has none."""
