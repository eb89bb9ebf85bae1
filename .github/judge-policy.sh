#!/usr/bin/env bash
# The step of action.yml: checks what the file $POLICY adds to the policies that there are, says per property how many cells it breaks as
# an annotation of that file, and leaves the table in the job's summary. Runs outside of GitHub too; then the annotations are just lines.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ ! -r "$POLICY" ]; then
    echo "judge-policy: there is no file $POLICY: 'policy' is a path in the repository, as in policies/Mine.java" >&2
    exit 2
fi
jar=$here/model/target/shootdown.jar
# The policies that 'list' lists: a line each, and further lines that are indented.
policies() { java -cp "$jar" "$@" list | sed -n '/^--policy/,/^$/s/^  \([^ ]\{1,\}\) .*/\1/p' | sort; }
if ! all=$(policies "$POLICY"); then
    echo "judge-policy: $POLICY does not run: see above" >&2
    exit 2
fi
added=$(comm -13 <(policies org.shootdown.cli.Main) - <<< "$all" | paste -sd,)
if [ -z "$added" ]; then
    echo "judge-policy: $POLICY adds no policy: its main passes one to Shootdown.withPolicy, with its arguments" >&2
    exit 2
fi
results=$(mktemp)
table=$(mktemp)
# ARGUMENTS is a list of words.
# shellcheck disable=SC2086
java -cp "$jar" "$POLICY" check --json "$results" --policy "$added" ${ARGUMENTS:-} > "$table"
status=$?
cat "$table"
if [ -s "$results" ]; then
    jq -r --arg file "$POLICY" '
        .cells | map(select(.verdict == "UNSAFE")) | group_by(.property)[]
        | "::error file=\($file)::UNSAFE by \(.[0].property): \(length) of the cells, \(.[0].scenario) for one; shootdown explain draws the race"' "$results"
    jq -r --arg file "$POLICY" '
        .cells | map(select(.verdict != "SAFE" and .verdict != "UNSAFE")) | group_by(.verdict)[]
        | "::warning file=\($file)::\(.[0].verdict): \(length) of the cells, \(.[0].scenario) for one"' "$results"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    { echo "### $added in $POLICY"; echo '```'; tail -n 20 "$table"; echo '```'; } >> "$GITHUB_STEP_SUMMARY"
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
    echo "status=$status" >> "$GITHUB_OUTPUT"
fi
if [ "$status" = 1 ] && [ "${FAIL_ON_UNSAFE:-true}" != true ]; then
    exit 0
fi
exit "$status"
