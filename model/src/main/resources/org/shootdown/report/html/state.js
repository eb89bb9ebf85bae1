'use strict';
// What is shown, kept in the page's address so that it can be passed on: one set of ids per axis and one of verdicts, an
// empty set letting everything through; the tables' axes; what is compared; which cells are open; how the list is sorted.

const MEASURES = ['verdict', ...COST_NAMES];

let shown;

/** Makes what is shown at first, once the data is there. */
function makeState() {
  const has = id => data.axes.some(axis => axis.id === id);
  const usual = {
    rows: has('operation') ? 'operation' : data.axes[0].id,
    columns: has('walker') ? 'walker' : data.axes[1].id,
    measure: 'verdict',
    controls: '',
    sort: '',
    ...usualPair(),
  };
  shown = {
    usual,
    ...usual,
    filters: new Map([...data.axes.map(axis => axis.id), 'verdict'].map(id => [id, new Set()])),
    open: new Set(),
  };
}

/** What is compared at first: all with the run that was before, if the page has one; else the patch with the kernel before it. */
function usualPair() {
  const rules = ruleAxis().choices.map(choice => choice.id).filter(id => data.cells.some(c => c.on[ruleAxis().id] === id && !c.control));
  const baseline = rules.includes('broadcast') ? 'broadcast' : rules[0] ?? '';
  const rule = rules.includes('v10') ? 'v10' : rules[rules.length - 1] ?? '';
  return data.before === null ? {rule, baseline} : {rule: EVERY, baseline: beforeId()};
}

/** Takes over the address; returns complaints about what it names that is not here. */
function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const complaints = [];
  const values = id => (address.get(id) ?? '').split(',').filter(Boolean);
  const missing = (what, value) => complaints.push(`The link names ${what} ${value}, which is not in this report.`);
  for (const [id, chosen] of shown.filters) {
    const choices = id === 'verdict' ? data.verdicts : data.axes.find(axis => axis.id === id).choices;
    chosen.clear();
    for (const value of values(id)) {
      if (choices.some(choice => choice.id === value)) {
        chosen.add(value);
      } else {
        missing(id, value);
      }
    }
  }
  const one = (id, possible) => {
    const value = address.get(id);
    if (value !== null && !possible.includes(value)) {
      missing(id, value);
    }
    shown[id] = value !== null && possible.includes(value) ? value : shown.usual[id];
  };
  const axes = data.axes.map(axis => axis.id);
  const rules = ruleAxis().choices.map(choice => choice.id);
  const run = address.get('baseline')?.startsWith('file:') ? address.get('baseline') : null;
  if (run !== null && run !== beforeId()) {
    complaints.push(`The link compares with the results in ${run.slice('file:'.length)}, which are not in this page; choose the file again.`);
    address.delete('baseline');
    address.delete('rule');
  }
  one('rows', axes);
  one('columns', axes);
  one('measure', MEASURES);
  one('controls', ['', 'shown']);
  one('baseline', data.before === null ? rules : [...rules, beforeId()]);
  one('rule', isOtherRun(shown.baseline) ? [EVERY, ...rules] : rules);
  one('sort', ['', ...columnIds().flatMap(id => [id, `-${id}`])]);
  const names = new Set(values('open'));
  const known = names.size === 0 ? new Set() : new Set(data.cells.map(cell => cell.name).filter(name => names.has(name)));
  names.forEach(name => known.has(name) || missing('cell', name));
  shown.open = known;
  [...address.keys()].filter(id => !(id in shown.usual) && !shown.filters.has(id) && id !== 'open')
    .forEach(id => complaints.push(`The link has ${id}, which means nothing here.`));
  return complaints;
}

function writeAddress() {
  const address = new URLSearchParams();
  for (const [id, chosen] of shown.filters) {
    if (chosen.size > 0) {
      address.set(id, [...chosen].join(','));
    }
  }
  for (const [id, usual] of Object.entries(shown.usual)) {
    if (shown[id] !== usual) {
      address.set(id, shown[id]);
    }
  }
  if (shown.open.size > 0) {
    address.set('open', [...shown.open].join(','));
  }
  // Commas, slashes and colons are harmless in a fragment, and an address is there to be read.
  const fragment = '#' + address.toString().replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
  if (fragment !== (location.hash || '#')) {
    history.pushState(null, '', fragment);
  }
}

/** Whether a cell is among those that are shown; controls are only if they are asked for. */
function passes(cell) {
  for (const [id, chosen] of shown.filters) {
    if (chosen.size > 0 && !chosen.has(id === 'verdict' ? cell.verdict : cell.on[id])) {
      return false;
    }
  }
  return !cell.control || shown.controls === 'shown' || shown.filters.get(ruleAxis().id).has(cell.on[ruleAxis().id])
    || shown.open.has(cell.name);
}
