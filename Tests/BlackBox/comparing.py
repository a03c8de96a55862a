"""A58: comparing secrets takes as many instructions wherever they differ: python3 comparing.py

No clock is read: valgrind counts what the processor is asked to do, and that number must be the same. Where secrets are
compared at all is listed here; whatever else is secret is looked up by its hash, which tells a guesser nothing.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from hub import BINARY, ROOT
from report import Report, equal, require

PROGRAM = BINARY.with_name("baton-compare")

#: Every place that compares something an attacker may guess at.
COMPARED = {
    "Web/Door/Door+Forms.swift": "the token of a form",
    "Web/Metrics/MetricsDoor.swift": "the token of /metrics, as hashes",
    "Vault/Tokens/TokenSecret.swift": "the checksum of a token",
    "Vault/SecondStep/TimedCode.swift": "the code of an authenticator app",
    "Web/API/HookRoutes.swift": "the secret of a webhook's address, as hashes",
}

#: Every kind of secret that is found in storage by the SHA-256 of what was shown.
LOOKED_UP = [
    *("token(secretHash:", "session(secretHash:", "welcome(secretHash:", "invitation(secretHash:"),
    *("halfSignIn(secretHash:", "removeHalfSignIn(secretHash:"),
]

SECRET = "k7" * 32


def readable(folder):
    """The program without the debugger's notes, which valgrind may be too old to read. The names of functions stay."""
    copy = pathlib.Path(folder) / PROGRAM.name
    shutil.copy(PROGRAM, copy)
    subprocess.run(["strip", "--strip-debug", str(copy)], check=True)
    return copy


def instructions(program, one, other):
    """How many instructions the comparison takes; and what it says."""
    with tempfile.NamedTemporaryFile() as out:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=*5weigh*",
             f"--callgrind-out-file={out.name}", str(program), one, other],
            capture_output=True, text=True, timeout=60,
        )
        require(done.returncode == 0, f"it ended with {done.returncode}: {done.stderr}")
        found = re.search(r"Collected : (\d+)", done.stderr)
        require(found, f"nothing was counted: {done.stderr}")
        return int(found.group(1)), done.stdout.strip()


def counts(program):
    others = {
        "the same": SECRET,
        "another first byte": "x" + SECRET[1:],
        "another byte in the middle": SECRET[:32] + "x" + SECRET[33:],
        "another last byte": SECRET[:-1] + "x",
        "nothing alike": "x" * len(SECRET),
    }
    found = {name: instructions(program, SECRET, other) for name, other in others.items()}
    equal([said for _, said in found.values()], ["true", "false", "false", "false", "false"], "what it says")
    counted = {name: count for name, (count, _) in found.items()}
    require(min(counted.values()) > len(SECRET) // 32, f"too few to be a comparison: {counted}")
    equal(len(set(counted.values())), 1, f"the number of counts {counted}")
    print(f"      {counted['the same']} instructions for {len(SECRET)} bytes, wherever they differ")


def grows(program):
    """The count is of the comparison, and not of nothing: a longer secret takes more."""
    short, _ = instructions(program, SECRET, SECRET)
    long, _ = instructions(program, SECRET * 8, SECRET * 8)
    require(long > short, f"{short} instructions for {len(SECRET)} bytes, {long} for {8 * len(SECRET)}")


def places():
    sources = ROOT / "Sources"
    found = {
        str(file.relative_to(sources))
        for file in sources.rglob("*.swift")
        if "ConstantTime.equal(" in file.read_text() and file.parent.name != "baton-compare"
    }
    equal(found, set(COMPARED), "the places that compare")
    # A secret in the clear is taken out of its wrapper to be compared nowhere.
    secret = r"(expose\(\)|[fF]ormToken|secretHash)"
    compared = re.compile(rf"{secret}\s*(==|!=)|(==|!=)\s*\S*{secret}")
    wrong = [
        f"{file.relative_to(sources)}: {line.strip()}"
        for file in sources.rglob("*.swift")
        # No hub runs on the storage in memory: it is there for the simulator and the tests.
        if file.relative_to(sources).parts[0] != "ModelStorage"
        for line in file.read_text().splitlines()
        if compared.search(line)
    ]
    require(not wrong, f"compared with a shortcut: {wrong}")


def lookups():
    declared = "".join(file.read_text() for file in (ROOT / "Sources/Storage").rglob("*.swift"))
    found = set(re.findall(r"func (\w+\(secretHash:)", declared))
    equal(found, set(LOOKED_UP), "what is looked up by its hash")


def main():
    report = Report()
    folder = tempfile.TemporaryDirectory(prefix="baton-comparing-")
    program = readable(folder.name)
    report.group("A58: the instructions are as many wherever two secrets differ", counts, program)
    report.group("A58: the count is of the comparison itself", grows, program)
    report.group("A58: secrets are compared at the known places only", places)
    report.group("A58: all others are looked up by their hash", lookups)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
