#!/bin/sh
# Makes .venv and installs one of the two locks into it: install.sh requirements.lock | requirements-dev.lock
# Any other lock is added to what is there: install.sh requirements-ollama.lock | requirements-anthropic.lock
# Does nothing where that has been done: a stamp in .venv holds the checksum of all that went in.
set -eu
cd "$(dirname "$0")"
lock=$1
here=$(pwd)

fail() {
    echo "desk: $1" >&2
    exit 2
}

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# The first Python from 3.11 to 3.13 that there is. PYTHON=... names another, to be tried first.
find_python() {
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if suits "$python"; then
            echo "$python"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null) || found="no Python 3"
    fail "Python 3.11, 3.12 or 3.13 is needed, and there is $found here. Install one, or name it: make run PYTHON=/path/to/python3.12"
}

# Debian's Python cannot put pip into a virtual environment unless python3-venv is there too; then it is made
# without, and the machine's own pip installs into it.
make_venv() {
    "$1" -m venv --clear .venv >/dev/null 2>&1 && return
    "$1" -m venv --clear --without-pip .venv && "$1" -m pip --python .venv/bin/python --version >/dev/null ||
        fail "$1 cannot make a virtual environment in $here/.venv. On Debian and Ubuntu, apt install python3-venv mends that."
}

# A virtual environment holds its own path, so that a folder that was moved needs a new one.
venv_works() {
    suits .venv/bin/python && grep -qF "$here/.venv" .venv/bin/activate
}

install() {
    if [ -x .venv/bin/pip ]; then pip=".venv/bin/python -m pip"; else pip="$python -m pip --python .venv/bin/python"; fi
    $pip --disable-pip-version-check install --quiet --no-deps "$@"
}

# What must be as it was for an installation to stand.
state() {
    echo "$(cat "$1" requirements.in pyproject.toml install.sh | cksum) $here"
}

if [ -x .venv/bin/python ] && [ "$(cat ".venv/installed-$lock" 2>/dev/null)" = "$(state "$lock")" ]; then
    exit 0
fi

python=$(find_python) || exit 2
[ -w . ] || fail "the folder $here cannot be written to, and .venv must go into it. Copy the project to another folder."
case $lock in
requirements.lock | requirements-dev.lock) ;;
*)
    echo "Adding what $lock names to .venv."
    install --require-hashes -r "$lock" || fail "the installation stopped; pip says above why. It needs the network this once."
    state "$lock" >".venv/installed-$lock"
    exit 0
    ;;
esac
venv_works || make_venv "$python"

echo "Installing what $lock names into .venv. This takes a minute or two, once."
rm -f .venv/installed-*
install --require-hashes -r "$lock" ||
    fail "the installation stopped; pip says above why. It needs the network this once."
install --no-index --no-build-isolation --editable . >/dev/null ||
    fail "the command desk could not be installed; pip says above why."
state requirements.lock >.venv/installed-requirements.lock # the development lock holds all of it
state "$lock" >".venv/installed-$lock"
