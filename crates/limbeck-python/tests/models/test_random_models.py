"""Modules made by chance under real SQLAlchemy and under the stand-in; the seed in a failure makes its module again:
`python -c "import random_models; print(random_models.HEAD, random_models.module(SEED))"`.
"""

import difflib

import pytest
import random_models
import test_models

SEEDS = range(300)
# Mappers are not joined here, and nothing but the mapping fails by that: neither a table nor a migration.
OF_MAPPERS = ("inherit condition", "Implicitly combining", "could not find table")


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    path = tmp_path_factory.mktemp("random") / "modules.py"
    cases = "".join(f"\n# case: {seed}\n{random_models.module(seed)}" for seed in SEEDS)
    path.write_text(random_models.HEAD + cases)
    return path


def differences(side, path):
    real, ours = test_models.answers("real", path), test_models.answers(side, path)
    for seed, lines in real.items():
        others = ours[seed]
        if side == "vm":
            lines, others = ([line for line in each if not line.startswith(("  postgresql: ", "  sqlite: "))] for each in (lines, others))
        if lines != others and not any(text in line for line in lines for text in OF_MAPPERS):
            yield f"seed {seed}", *difflib.unified_diff(lines, others, "real", side, lineterm="", n=0)


def check(side, path):
    found = list(differences(side, path))
    if found:
        pytest.fail("\n".join(line for lines in found[:5] for line in lines), pytrace=False)
    # Most are to be right, or little is compared.
    right = [lines for lines in test_models.answers("real", path).values() if any(line.startswith("MetaData ") for line in lines)]
    assert len(right) > len(SEEDS) * 0.8


def test_on_cpython(modules):
    if not test_models.compiler():
        pytest.skip("build compile_trees first: cargo build -p limbeck --example compile_trees")
    check("ours", modules)


def test_in_the_machine(modules):
    if not test_models.program():
        pytest.skip("build the program first: cargo build -p limbeck-cli --features development")
    check("vm", modules)
