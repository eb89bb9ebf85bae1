'use strict';
// The aggregate table: two axes against each other, each field the sum of the cells behind it. Colour only repeats what
// the sign and the numbers say.

const SIGNS = {ERROR: '!', SAFE: '✓', UNSAFE: '✗', INCOMPLETE: '?', VACUOUS: '∅'};
const WORST_FIRST = ['ERROR', 'UNSAFE', 'INCOMPLETE', 'VACUOUS', 'SAFE'];
const COSTS = {
  flush: 'IPIs for the TLB flush',
  sync: 'IPIs for the sync with walkers',
  disturbed: 'CPUs disturbed for nothing',
};

function choicesOn(axisId, cells) {
  const present = new Set(cells.map(cell => cell.on[axisId]));
  return data.axes.find(axis => axis.id === axisId).choices.filter(choice => present.has(choice.id));
}

/** What one field says about its cells. */
function aggregate(cells) {
  const counts = {};
  WORST_FIRST.forEach(verdict => { counts[verdict] = 0; });
  cells.forEach(cell => { counts[cell.verdict]++; });
  return {counts, worst: WORST_FIRST.find(verdict => counts[verdict] > 0)};
}

function spread(cells, cost) {
  return cells.map(cell => cell[cost]).filter(range => range !== null).reduce((all, range) => (all === null ? range
    : {min: Math.min(all.min, range.min), max: Math.max(all.max, range.max)}), null);
}

function verdictField(cells) {
  const {counts, worst} = aggregate(cells);
  const words = WORST_FIRST.filter(v => counts[v] > 0).map(v => `${counts[v]} ${v}`).join(', ');
  const number = worst === 'SAFE' ? cells.length : `${counts[worst]}/${cells.length}`;
  return {text: `${SIGNS[worst]} ${number}`, words, kind: worst, heat: counts[worst] / cells.length};
}

function costField(cells, cost, most) {
  const range = spread(cells, cost);
  const heat = range === null || most === 0 ? 0 : range.max / most;
  return {text: rangeText(range), words: `${rangeText(range)} ${COSTS[cost]}`, kind: 'cost', heat};
}

/** The cells by their choices for the rows and then for the columns. */
function grouped(cells) {
  const groups = new Map();
  for (const cell of cells) {
    const row = groups.get(cell.on[shown.rows]) ?? new Map();
    const field = row.get(cell.on[shown.columns]) ?? [];
    field.push(cell);
    row.set(cell.on[shown.columns], field);
    groups.set(cell.on[shown.rows], row);
  }
  return groups;
}

/** Draws the table; {@code pick} is called with the two choices of a field that is chosen. */
function drawHeatMap(table, cells, pick) {
  const columns = choicesOn(shown.columns, cells);
  const most = shown.measure === 'verdict' ? 0
    : spread(cells, shown.measure)?.max ?? 0;
  const groups = grouped(cells);
  const field = (row, column) => {
    const here = groups.get(row.id)?.get(column.id);
    if (here === undefined) {
      return el('td', {class: 'none'}, el('span', {'aria-label': 'no scenario'}, '·'));
    }
    const what = shown.measure === 'verdict' ? verdictField(here) : costField(here, shown.measure, most);
    const name = row.id === column.id ? row.id : `${row.id} × ${column.id}`;
    const button = el('button', {
      type: 'button', class: 'field ' + what.kind, tabindex: -1,
      'aria-label': `${name}: ${what.words}`, title: `${name}: ${what.words}`, onclick: () => pick(row.id, column.id),
    }, what.text);
    button.style.setProperty('--heat', `${Math.round(what.heat * 100)}%`);
    return el('td', {}, button);
  };
  const rows = choicesOn(shown.rows, cells);
  table.replaceChildren(
    el('caption', {}, shown.measure === 'verdict'
      ? `Verdicts by ${shown.rows} and ${shown.columns}: the worst, and how many of the scenarios have it`
      : `${COSTS[shown.measure]} by ${shown.rows} and ${shown.columns}: fewest to most over all executions`),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, `${shown.rows} \\ ${shown.columns}`),
      ...columns.map(column => el('th', {scope: 'col', title: column.text}, column.id)))),
    el('tbody', {}, ...rows.map(row => el('tr', {},
      el('th', {scope: 'row', title: row.text}, row.id), ...columns.map(column => field(row, column))))));
  oneTabStop(table);
}

/** Has Tab stop at one of the fields. */
function oneTabStop(table) {
  table.querySelectorAll('button').forEach((button, n) => button.setAttribute('tabindex', n === 0 ? 0 : -1));
  return table;
}

/** Arrow keys, Home and End move between the fields; Tab goes past the table. */
function steerTable(table) {
  table.addEventListener('keydown', event => {
    const from = event.target.closest('td');
    if (from === null || from.querySelector('button') === null) {
      return;
    }
    const grid = [...table.tBodies[0].rows].map(row => [...row.cells].slice(1));
    const y = grid.findIndex(row => row.includes(from));
    const x = grid[y].indexOf(from);
    const seek = (nextX, nextY, dx, dy) => {
      while (grid[nextY]?.[nextX] !== undefined) {
        const button = grid[nextY][nextX].querySelector('button');
        if (button !== null) {
          table.querySelectorAll('button').forEach(b => b.setAttribute('tabindex', -1));
          button.setAttribute('tabindex', 0);
          button.focus();
          event.preventDefault();
          return;
        }
        nextX += dx;
        nextY += dy;
      }
    };
    switch (event.key) {
      case 'ArrowRight': seek(x + 1, y, 1, 0); break;
      case 'ArrowLeft': seek(x - 1, y, -1, 0); break;
      case 'ArrowDown': seek(x, y + 1, 0, 1); break;
      case 'ArrowUp': seek(x, y - 1, 0, -1); break;
      case 'Home': seek(0, y, 1, 0); break;
      case 'End': seek(grid[y].length - 1, y, -1, 0); break;
      default:
    }
  });
  return table;
}
