'use strict';
// Two sets of results, cell by cell, as the commands compare and diff have them.

/** In the order in which they are told, each with its words. */
const KINDS = {
  NEWLY_UNSAFE: 'newly UNSAFE', NEWLY_SAFE: 'newly SAFE', BREAKS_OTHERWISE: 'UNSAFE in another way',
  NO_LONGER_DECIDED: 'no longer decided', DEARER: 'dearer', CHEAPER: 'cheaper',
};

/** Syncs and disturbed CPUs, in the execution with the fewest or the most. */
function costBound(cell, bound) {
  return (cell.sync?.[bound] ?? 0) + (cell.disturbed?.[bound] ?? 0);
}

const isDecided = cell => cell.verdict === 'SAFE' || cell.verdict === 'UNSAFE';

/** How a cell differs from what it was, or null; a change of the verdict hides one of the cost. */
function kindOf(old, cell) {
  if (cell.verdict !== old.verdict) {
    return {UNSAFE: 'NEWLY_UNSAFE', SAFE: 'NEWLY_SAFE'}[cell.verdict] ?? (isDecided(old) ? 'NO_LONGER_DECIDED' : null);
  }
  // What a search that ended at a limit saw bounds nothing.
  if (!isDecided(cell)) {
    return null;
  }
  if (cell.property !== null && cell.property !== old.property) {
    return 'BREAKS_OTHERWISE';
  }
  const more = costBound(cell, 'max') - costBound(old, 'max') || costBound(cell, 'min') - costBound(old, 'min');
  return more === 0 ? null : more > 0 ? 'DEARER' : 'CHEAPER';
}

/** Compares cells of which those with an equal {@code key} belong together. */
function compared(before, after, key) {
  const left = new Map(before.map(cell => [key(cell), cell]));
  const undecided = cells => cells.filter(cell => !isDecided(cell)).length;
  const found = {
    shared: 0, changes: [], onlyBefore: [], onlyAfter: [], undecidedBefore: undecided(before), undecidedAfter: undecided(after),
  };
  for (const cell of after) {
    const old = left.get(key(cell));
    if (old === undefined) {
      found.onlyAfter.push(cell);
      continue;
    }
    left.delete(key(cell));
    found.shared++;
    const kind = kindOf(old, cell);
    if (kind !== null) {
      found.changes.push({kind, old, cell, finding: findingOf(kind, old, cell)});
    }
  }
  found.onlyBefore = [...left.values()];
  return found;
}

/** Why the one that is UNSAFE is. */
function findingOf(kind, old, cell) {
  switch (kind) {
    case 'NEWLY_UNSAFE':
    case 'BREAKS_OTHERWISE': return reasonOf(cell);
    case 'NEWLY_SAFE': return old.verdict === 'UNSAFE' ? reasonOf(old) : `was ${old.verdict}`;
    default: return null;
  }
}
