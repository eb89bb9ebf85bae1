#!/usr/bin/env bash
# The step of action.yml: checks the policy in $POLICY, says per property how many cells it breaks as an annotation of that file, and
# leaves the table in the job's summary. Runs outside of GitHub too; then the annotations are just lines.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ ! -r "$POLICY" ]; then
    echo "judge-policy: there is no file $POLICY: 'policy' is a path in the repository, as in policies/Mine.java" >&2
    exit 2
fi
results=$(mktemp)
table=$(mktemp)
# ARGUMENTS is a list of words.
# shellcheck disable=SC2086
java -cp "$here/model/target/shootdown.jar" "$POLICY" check --json "$results" ${ARGUMENTS:-} > "$table"
status=$?
cat "$table"
if [ -s "$results" ]; then
    jq -r --arg file "$POLICY" '
        .cells | map(select(.verdict == "UNSAFE")) | group_by(.property)[]
        | "::error file=\($file)::\(length) cells break \(.[0].property), if nothing before it, \(.[0].scenario) for one: shootdown explain draws the race"' "$results"
    jq -r --arg file "$POLICY" '
        .cells | map(select(.verdict != "SAFE" and .verdict != "UNSAFE")) | group_by(.verdict)[]
        | "::warning file=\($file)::\(length) cells are \(.[0].verdict), \(.[0].scenario) for one"' "$results"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    { echo "### $POLICY"; echo '```'; tail -n 20 "$table"; echo '```'; } >> "$GITHUB_STEP_SUMMARY"
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
    echo "status=$status" >> "$GITHUB_OUTPUT"
fi
if [ "$status" = 1 ] && [ "${FAIL_ON_UNSAFE:-true}" != true ]; then
    exit 0
fi
exit "$status"
