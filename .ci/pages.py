"""Copy from node_modules what the pages are served with: `pages.py NODE_MODULES`.

Makes `eaportal/static/vendor/`: styles and scripts as they are, one sprite of the
icons named in `eaportal/static/icons.txt`, whole fonts for measuring, pictures and
documents, and small ones of the same fonts for the browser.
"""

import re
import shutil
import sys
from pathlib import Path

from fontTools import subset

STATIC = Path(__file__).resolve().parent.parent / "eaportal" / "static"
VENDOR = STATIC / "vendor"

FILES = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler-vendors.min.css": "@tabler/core/dist/css/tabler-vendors.min.css",
    "tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "tom-select.bootstrap5.min.css": (
        "tom-select/dist/css/tom-select.bootstrap5.min.css"
    ),
    "tom-select.complete.min.js": "tom-select/dist/js/tom-select.complete.min.js",
}

# d3-zoom stands on these, each of which may follow those before it: one file of all.
PIECES = (
    *("dispatch", "timer", "ease", "color", "interpolate"),
    *("selection", "transition", "drag", "zoom"),
)
JOINED = {
    "d3-zoom.min.js": [f"d3-{name}/dist/d3-{name}.min.js" for name in PIECES],
}

SPRITES = {
    "tabler-": "@tabler/icons-sprite/dist/tabler-sprite.svg",
    "tabler-filled-": "@tabler/icons-sprite/dist/tabler-sprite-filled.svg",
}

LATIN = "U+0000-024F,U+1E00-1EFF,U+2000-206F,U+20A0-20C0,U+2100-215F,U+2190-22FF"
ARABIC = "U+0600-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFC"
JAVANESE = "U+A980-A9DF"
EMOJI = "U+231A-23FF,U+2600-27BF,U+2B1B-2B55,U+1F000-1FAFF"

# family -> (package, characters that the browser may ask for, styles)
FONTS = {
    "Noto Sans": (
        "noto-sans",
        LATIN,
        ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic"),
    ),
    "Noto Sans Arabic": ("noto-sans-arabic", ARABIC, ("400Regular", "700Bold")),
    "Noto Sans Javanese": ("noto-sans-javanese", JAVANESE, ("400Regular", "700Bold")),
    "Noto Emoji": ("noto-emoji", EMOJI, ("400Regular",)),
}

FACE = """\
@font-face {{
  font-family: "{family}";
  font-style: {slant};
  font-weight: {weight};
  font-display: swap;
  src: url("{name}.woff") format("woff");
  unicode-range: {characters};
}}
"""


def copy_files(packages: Path, target: Path) -> None:
    """Copy styles and scripts, without the hint at maps that we do not serve."""
    for name, parts in ({name: [one] for name, one in FILES.items()} | JOINED).items():
        texts = [(packages / part).read_text(encoding="utf-8") for part in parts]
        without = [
            re.sub(r"\s*/[/*]# sourceMappingURL=\S+(?: \*/)?\s*$", "\n", text)
            for text in texts
        ]
        (target / name).write_text("".join(without), encoding="utf-8")


def draw_icons(packages: Path, target: Path) -> None:
    """Make one sprite of the icons we name; `filled-home` is the filled `home`."""
    symbols = {}
    for prefix, source in SPRITES.items():
        text = (packages / source).read_text(encoding="utf-8")
        for symbol in re.findall(r"<symbol .*?</symbol>", text, re.DOTALL):
            name = re.search(r' id="([^"]+)"', symbol)[1].removeprefix(prefix)
            filled = "filled-" if "filled" in prefix else ""
            symbols[filled + name] = re.sub(
                r' id="[^"]+"', f' id="{filled}{name}"', symbol, count=1
            ).replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
    lines = (STATIC / "icons.txt").read_text(encoding="utf-8").splitlines()
    wanted = sorted({line.strip() for line in lines if line[:1] not in {"", "#"}})
    unknown = [name for name in wanted if name not in symbols]
    if unknown:
        sys.exit("icons.txt: tidak dikenal: " + ", ".join(unknown))
    (target / "icons.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        + "\n".join(symbols[name] for name in wanted)
        + "\n</svg>\n",
        encoding="utf-8",
    )


def copy_fonts(packages: Path, target: Path) -> None:
    """Copy the whole fonts, and cut those that the browser loads to its characters."""
    target.mkdir()
    faces = []
    for family, (package, characters, styles) in FONTS.items():
        plain = family.replace(" ", "")
        folder = packages / "@expo-google-fonts" / package
        shutil.copy(folder / "LICENSE_FONT", target / f"LICENSE-{plain}.txt")
        for style in styles:
            name = plain + "-" + re.sub(r"\d|_", "", style).replace("RegularI", "I")
            whole = target / f"{name}.ttf"
            shutil.copy(folder / style / f"{plain}_{style}.ttf", whole)
            subset.main(
                [
                    str(whole),
                    f"--unicodes={characters}",
                    "--flavor=woff",
                    "--layout-features=kern,liga,ccmp,locl,mark,mkmk,init,medi,fina,"
                    "isol,rlig,calt,abvs,blws,psts,pres,abvm,blwm,pstf,pref,blwf,rclt",
                    "--no-hinting",
                    f"--output-file={target / name}.woff",
                ]
            )
            faces.append(
                FACE.format(
                    family=family,
                    slant="italic" if "Italic" in style else "normal",
                    weight=style[:3],
                    name=name,
                    characters=characters.replace(",", ", "),
                )
            )
    (target / "fonts.css").write_text("\n".join(faces), encoding="utf-8")


def main() -> None:
    """Make the folder beside the old one and put it in its place when it is whole."""
    packages = Path(sys.argv[1])
    made = VENDOR.with_name("vendor.new")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    copy_files(packages, made)
    draw_icons(packages, made)
    copy_fonts(packages, made / "fonts")
    (made / ".ready").touch()
    shutil.rmtree(VENDOR, ignore_errors=True)
    made.rename(VENDOR)


if __name__ == "__main__":
    main()
