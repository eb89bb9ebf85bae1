'use strict';
// One rule against another, or this run against another one: which cells become UNSAFE and which SAFE, by finding, and what
// becomes dearer or cheaper; and the rule by itself, operation by walker.

/** What stands for every rule, where another run is compared. */
const EVERY = '*';

/** Whether another run is what is compared with, and not another rule of this one. */
function isOtherRun(baseline) {
  return baseline === beforeId();
}

function cellsOf(rule) {
  return rule === EVERY ? data.cells : data.cells.filter(cell => cell.on[ruleAxis().id] === rule);
}

/** A rule against another one, over cells that differ in it alone; or against itself in another run, by the cells' names. */
function differenceOf(rule, baseline) {
  if (isOtherRun(baseline)) {
    const before = data.before.cells.filter(cell => rule === EVERY || cell.on[ruleAxis().id] === rule);
    return compared(before, cellsOf(rule), cell => cell.name);
  }
  const others = data.axes.slice(1).map(axis => axis.id);
  return compared(cellsOf(baseline), cellsOf(rule), cell => others.map(id => cell.on[id]).join('/'));
}

function plural(number, what) {
  return `${withCommas(number)} ${what}${number === 1 ? '' : 's'}`;
}

/** The rows of one kind of change, by what makes the cells UNSAFE where they are. */
function changes(found, kind, pick) {
  const badge = {NEWLY_UNSAFE: 'UNSAFE', NEWLY_SAFE: 'SAFE', BREAKS_OTHERWISE: 'UNSAFE', NO_LONGER_DECIDED: 'INCOMPLETE'}[kind];
  return groupedBy(found.changes.filter(change => change.kind === kind), change => change.finding ?? '').map(([title, group]) =>
    el('tr', {}, el('td', {}, el('span', {class: 'badge ' + badge}, KINDS[kind])),
      el('td', {class: 'number'}, withCommas(group.length)), el('td', {}, storyOf(title)),
      el('td', {}, exampleOf(kind === 'NEWLY_SAFE' ? group[0].old : group[0].cell, pick))));
}

function exampleOf(cell, pick) {
  if (cell.traces === undefined) {
    return oldTrace(cell);
  }
  return cell.verdict !== 'UNSAFE' ? el('span', {}, cell.name)
    : el('button', {type: 'button', onclick: () => pick([cell], true)}, `a trace: ${cell.name}`);
}

/** The difference in a sentence or two. */
function inWords(found, rule, baseline) {
  const count = kind => found.changes.filter(change => change.kind === kind).length;
  const here = rule === EVERY ? 'this run' : rule;
  const rest = [
    count('BREAKS_OTHERWISE') > 0 ? `${plural(count('BREAKS_OTHERWISE'), 'cell')} break another property.` : '',
    count('NO_LONGER_DECIDED') > 0 ? `${plural(count('NO_LONGER_DECIDED'), 'cell')} have no answer any more.` : '',
    found.onlyAfter.length > 0 ? `${plural(found.onlyAfter.length, 'cell')} of ${here} have no counterpart.` : '',
    found.onlyBefore.length > 0 ? `${plural(found.onlyBefore.length, 'cell')} of ${nameOf(baseline)} have none in ${here}.` : '',
    found.undecidedAfter > 0 ? `${plural(found.undecidedAfter, 'cell')} of ${here} have no answer.` : '',
    found.undecidedBefore > 0 ? `${plural(found.undecidedBefore, 'cell')} of ${nameOf(baseline)} have none.` : '',
  ].filter(Boolean);
  return [`Of the ${plural(found.shared, 'cell')} that both have, ${here} makes ${plural(count('NEWLY_UNSAFE'), 'cell')} newly UNSAFE and ${
    withCommas(count('NEWLY_SAFE'))} newly SAFE. In syncs and disturbed CPUs ${withCommas(count('DEARER'))} are dearer and ${
    withCommas(count('CHEAPER'))} cheaper.`, ...rest].join(' ');
}

/** The answer that most come for, in the page's first lines: what changes, and why. */
function drawAnswer(paragraph, found, rule, baseline) {
  const reasons = kind => {
    const changes = found.changes.filter(change => change.kind === kind);
    const why = groupedBy(changes, change => change.finding).map(([title, group]) => `${title} (${withCommas(group.length)})`);
    return [el('span', {class: changes.length === 0 ? null : `badge ${kind.replace('NEWLY_', '')}`},
      `${plural(changes.length, 'cell')} ${KINDS[kind]}`), why.length === 0 ? '' : `: ${why.join('; ')}`];
  };
  paragraph.replaceChildren(el('b', {}, `${rule === EVERY ? 'This run' : rule} against ${nameOf(baseline)}: `),
    ...reasons('NEWLY_UNSAFE'), '. ', ...reasons('NEWLY_SAFE'), '.');
}

/** What a baseline is called. */
function nameOf(baseline) {
  return isOtherRun(baseline) ? data.before.name : baseline;
}

function drawDifference(section, changed, pick) {
  const axis = ruleAxis();
  const {rule, baseline} = shown;
  const select = (id, label, choices) => el('label', {}, label + ' ', el('select', {
    id, onchange: e => {
      shown[id] = e.target.value;
      if (shown.rule === EVERY && !isOtherRun(shown.baseline)) {
        shown.rule = shown.usual.rule;
      }
      changed();
      document.getElementById(id).focus();
    },
  }, ...choices.map(([value, text]) => el('option', {value, selected: shown[id] === value}, text))));
  const rules = axis.choices.map(choice => [choice.id, choice.id]);
  const found = differenceOf(rule, baseline);
  drawAnswer(document.getElementById('answer'), found, rule, baseline);
  const rows = ['NEWLY_UNSAFE', 'NEWLY_SAFE', 'BREAKS_OTHERWISE', 'NO_LONGER_DECIDED'].flatMap(kind => changes(found, kind, pick));
  const alone = rule === EVERY ? `Every ${axis.id} together` : `${rule} by itself`;
  put(section,
    el('h2', {}, `What ${rule === EVERY ? 'this run' : rule} changes against ${nameOf(baseline)}`),
    el('div', {class: 'controls'},
      select('rule', axis.id, isOtherRun(baseline) ? [[EVERY, `every ${axis.id}`], ...rules] : rules),
      select('baseline', 'against', data.before === null ? rules : [...rules, [beforeId(), `before: ${data.before.name}`]]),
      el('span', {class: 'dim'}, axis.choices.find(choice => choice.id === rule)?.text ?? '')),
    beforeChooser(() => {
      shown.baseline = beforeId();
      shown.rule = EVERY;
      changed();
      document.getElementById('baseline').focus();
    }),
    el('p', {id: 'difference-in-words'}, inWords(found, rule, baseline)),
    rows.length === 0 ? null : el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'the difference'},
      el('table', {class: 'list differences'},
        el('thead', {}, el('tr', {}, ...['change', 'cells', 'finding', 'for example'].map(t => el('th', {scope: 'col'}, t)))),
        el('tbody', {}, ...rows))),
    el('h3', {}, alone),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': alone}, ruleTable(rule, found, pick)));
}

/** One rule, an axis against another; below each verdict what changes against the baseline. */
function ruleTable(rule, found, pick) {
  const {rows: rowAxis, columns: columnAxis} = shown.usual;
  const cells = cellsOf(rule).filter(cell => rule !== EVERY || !cell.control);
  const at = (list, row, column) => list.filter(cell => cell.on[rowAxis] === row.id && cell.on[columnAxis] === column.id);
  const changed = kind => found.changes.filter(change => change.kind === kind).map(change => change.cell);
  const newly = {UNSAFE: changed('NEWLY_UNSAFE'), SAFE: changed('NEWLY_SAFE')};
  const columns = choicesOn(columnAxis, cells);
  const field = (row, column) => {
    const here = at(cells, row, column);
    if (here.length === 0) {
      return el('td', {class: 'none'}, el('span', {'aria-label': 'no scenario'}, '·'));
    }
    const what = verdictField(here);
    const change = Object.entries(newly).map(([verdict, all]) => [verdict, at(all, row, column).length])
      .filter(([, count]) => count > 0).map(([verdict, count]) => `+${count} ${verdict}`).join(' ');
    const button = el('button', {
      type: 'button', class: 'field ' + what.kind, title: `${what.words}${change === '' ? '' : `; ${change} against the baseline`}`,
      'aria-label': `${row.id} × ${column.id}: ${what.words}${change === '' ? '' : `; ${change} against the baseline`}`,
      onclick: () => pick(here),
    }, what.text, change === '' ? null : el('span', {class: 'change'}, change));
    button.style.setProperty('--heat', `${Math.round(what.heat * 100)}%`);
    return el('td', {}, button);
  };
  return steerTable(oneTabStop(el('table', {class: 'heat-map', id: 'rule-table'},
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, `${rowAxis} \\ ${columnAxis}`),
      ...columns.map(column => el('th', {scope: 'col', title: column.text}, column.id)))),
    el('tbody', {}, ...choicesOn(rowAxis, cells).map(row => el('tr', {},
      el('th', {scope: 'row', title: row.text}, row.id), ...columns.map(column => field(row, column))))))));
}
