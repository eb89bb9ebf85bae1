'use strict';
// One rule against another: which cells become UNSAFE and which SAFE, by finding, and what becomes dearer or cheaper; and
// the rule by itself, operation by walker.

/** What two cells that differ in their rule alone say of each other. */
function differenceOf(rule, baseline) {
  const axis = ruleAxis().id;
  const key = cell => data.axes.slice(1).map(a => cell.on[a.id]).join('/');
  const before = new Map(data.cells.filter(cell => cell.on[axis] === baseline).map(cell => [key(cell), cell]));
  const found = {both: 0, unsafe: [], safe: [], undecided: 0, dearer: 0, cheaper: 0, ownOnly: 0};
  for (const cell of data.cells.filter(c => c.on[axis] === rule)) {
    const old = before.get(key(cell));
    if (old === undefined) {
      found.ownOnly++;
      continue;
    }
    found.both++;
    if (![cell, old].every(c => c.verdict === 'SAFE' || c.verdict === 'UNSAFE')) {
      found.undecided++;
    } else if (cell.verdict !== old.verdict) {
      (cell.verdict === 'UNSAFE' ? found.unsafe : found.safe).push({cell, old});
    }
    const more = costOf(cell) - costOf(old);
    found.dearer += more > 0 ? 1 : 0;
    found.cheaper += more < 0 ? 1 : 0;
  }
  return found;
}

/** The IPIs that one execution sends at most. */
function costOf(cell) {
  return (cell.flush?.max ?? 0) + (cell.sync?.max ?? 0);
}

function plural(number, what) {
  return `${withCommas(number)} ${what}${number === 1 ? '' : 's'}`;
}

/** The rows of newly UNSAFE or newly SAFE cells, by what makes them UNSAFE where they are. */
function changes(pairs, kind, unsafeOne, pick) {
  return groupedBy(pairs.map(pair => ({...pair, reason: reasonOf(unsafeOne(pair))})), pair => pair.reason).map(([title, group]) =>
    el('tr', {}, el('td', {}, el('span', {class: 'badge ' + kind}, `newly ${kind}`)),
      el('td', {class: 'number'}, withCommas(group.length)), el('td', {}, storyOf(title)),
      el('td', {}, el('button', {type: 'button', onclick: () => pick([unsafeOne(group[0])], true)},
        `a trace: ${unsafeOne(group[0]).name}`))));
}

function drawDifference(section, changed, pick) {
  const axis = ruleAxis();
  const {rule, baseline} = shown;
  const select = (id, label) => el('label', {}, label + ' ', el('select', {
    id, onchange: e => {
      shown[id] = e.target.value;
      changed();
      document.getElementById(id).focus();
    },
  }, ...axis.choices.map(choice => el('option', {value: choice.id, selected: shown[id] === choice.id}, choice.id))));
  const found = differenceOf(rule, baseline);
  const same = found.unsafe.length + found.safe.length === 0;
  section.replaceChildren(
    el('h2', {}, `What ${rule} changes against ${baseline}`),
    el('div', {class: 'controls'}, select('rule', axis.id), select('baseline', 'against'),
      el('span', {class: 'dim'}, axis.choices.find(choice => choice.id === rule)?.text ?? '')),
    el('p', {id: 'difference-in-words'}, `Of the ${plural(found.both, 'cell')} that both have, ${rule} makes ${
      plural(found.unsafe.length, 'cell')} newly UNSAFE and ${withCommas(found.safe.length)} newly SAFE. It may send more IPIs in ${
      withCommas(found.dearer)}, and fewer in ${withCommas(found.cheaper)}.${
      found.undecided > 0 ? ` ${plural(found.undecided, 'cell')} cannot be compared: one side has no answer.` : ''}${
      found.ownOnly > 0 ? ` ${plural(found.ownOnly, 'cell')} of ${rule} have no counterpart.` : ''}`),
    same ? null : el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'the difference'},
      el('table', {class: 'list differences'},
        el('thead', {}, el('tr', {}, ...['change', 'cells', 'finding', 'for example'].map(t => el('th', {scope: 'col'}, t)))),
        el('tbody', {}, ...changes(found.unsafe, 'UNSAFE', pair => pair.cell, pick),
          ...changes(found.safe, 'SAFE', pair => pair.old, pick)))),
    el('h3', {}, `${rule} by itself`),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${rule} by itself`},
      ruleTable(rule, found, pick)));
}

/** One rule, an axis against another; below each verdict what changes against the baseline. */
function ruleTable(rule, found, pick) {
  const {rows: rowAxis, columns: columnAxis} = shown.usual;
  const cells = data.cells.filter(cell => cell.on[ruleAxis().id] === rule);
  const at = (list, row, column) => list.filter(cell => cell.on[rowAxis] === row.id && cell.on[columnAxis] === column.id);
  const columns = choicesOn(columnAxis, cells);
  const field = (row, column) => {
    const here = at(cells, row, column);
    if (here.length === 0) {
      return el('td', {class: 'none'}, el('span', {'aria-label': 'no scenario'}, '·'));
    }
    const what = verdictField(here);
    const unsafe = at(found.unsafe.map(pair => pair.cell), row, column).length;
    const safe = at(found.safe.map(pair => pair.cell), row, column).length;
    const change = [unsafe > 0 ? `+${unsafe} UNSAFE` : '', safe > 0 ? `+${safe} SAFE` : ''].filter(Boolean).join(' ');
    const button = el('button', {
      type: 'button', class: 'field ' + what.kind, title: `${what.words}${change === '' ? '' : `; ${change} against the baseline`}`,
      'aria-label': `${row.id} × ${column.id}: ${what.words}${change === '' ? '' : `; ${change} against the baseline`}`,
      onclick: () => pick(here),
    }, what.text, change === '' ? null : el('span', {class: 'change'}, change));
    button.style.setProperty('--heat', `${Math.round(what.heat * 100)}%`);
    return el('td', {}, button);
  };
  return el('table', {class: 'heat-map', id: 'rule-table'},
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, `${rowAxis} \\ ${columnAxis}`),
      ...columns.map(column => el('th', {scope: 'col', title: column.text}, column.id)))),
    el('tbody', {}, ...choicesOn(rowAxis, cells).map(row => el('tr', {},
      el('th', {scope: 'row', title: row.text}, row.id), ...columns.map(column => field(row, column))))));
}
