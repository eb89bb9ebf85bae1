'use strict';
// The scenarios themselves, one row each; a row with traces opens to show them.

const PAGE = 200;
const list = {limit: PAGE};

/** The columns, by id; those of the axes are as many as there are axes. */
function listColumns() {
  return [
    ...data.axes.map(axis => ({id: axis.id, hint: axis.description, key: cell => cell.on[axis.id]})),
    {id: 'verdict', hint: 'the answer', key: cell => WORST_FIRST.indexOf(cell.verdict), show: verdictBadge},
    {id: 'finding', hint: 'why it is UNSAFE', key: cell => (cell.verdict === 'UNSAFE' ? reasonOf(cell) : '\uffff'),
      show: cell => (cell.verdict === 'UNSAFE' && !cell.control ? reasonOf(cell) : '')},
    ...COST_NAMES.map(cost => ({id: cost, hint: COSTS[cost], number: true, key: cell => cell[cost]?.max ?? -1,
      show: cell => rangeText(cell[cost])})),
    {id: 'states', hint: 'distinct states explored', number: true, key: cell => cell.states, show: c => withCommas(c.states)},
  ];
}

/** Their ids, for the address. */
function columnIds() {
  return listColumns().map(column => column.id);
}

function verdictBadge(cell) {
  const broken = cell.traces.map(index => data.trace(index).property).join(' ');
  return el('span', {class: 'badge ' + cell.verdict}, `${SIGNS[cell.verdict]} ${cell.verdict} ${broken}`.trim(),
    cell.control ? el('abbr', {title: 'a control: meant to fail, to show that the check can'}, ' ◇') : null);
}

/** As the heading that was chosen says; at first the worst come first. */
function sorted(cells) {
  const id = shown.sort.replace(/^-/, '') || 'verdict';
  const {key} = listColumns().find(column => column.id === id);
  const order = (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.index - b.index);
  return [...cells].sort((a, b) => (shown.sort.startsWith('-') ? order(b, a) : order(a, b)));
}

function heading(column, changed) {
  const {id} = column;
  const direction = shown.sort === id ? 'ascending' : shown.sort === `-${id}` ? 'descending' : 'none';
  const mark = {none: '', ascending: ' ▲', descending: ' ▼'}[direction];
  return el('th', {scope: 'col', 'aria-sort': direction, class: column.number ? 'number' : null},
    el('button', {type: 'button', title: column.hint, 'data-sort': id, onclick: () => {
      shown.sort = direction === 'ascending' ? `-${id}` : id;
      changed();
      document.querySelector(`[data-sort="${id}"]`).focus();
    }}, id + mark));
}

function toggle(cell, button, row) {
  if (shown.open.delete(cell.name)) {
    row.nextElementSibling.remove();
  } else {
    shown.open.add(cell.name);
    row.after(traceRow(cell));
  }
  button.setAttribute('aria-expanded', shown.open.has(cell.name));
  writeAddress();
}

function traceRow(cell) {
  const close = event => {
    if (event.key === 'Escape') {
      const row = event.currentTarget.previousElementSibling;
      const button = row.querySelector('button');
      toggle(cell, button, row);
      button.focus();
    }
  };
  return el('tr', {class: 'trace', onkeydown: close},
    el('td', {colspan: listColumns().length + 1},
      ...cell.traces.map(index => traceView(data.trace(index), cell.name, cell))));
}

function cellRows(cell) {
  const values = listColumns().map(column => el('td', {class: column.number ? 'number' : null, 'data-label': column.id},
    column.show === undefined ? String(column.key(cell)) : column.show(cell)));
  const open = shown.open.has(cell.name);
  const row = el('tr', {'data-name': cell.name});
  row.append(...values, el('td', {class: 'open'}, cell.traces.length === 0 ? cell.why : el('button', {
    type: 'button', 'aria-expanded': String(open), 'aria-label': `trace of ${cell.name}`,
    onclick: event => toggle(cell, event.currentTarget, row),
  }, 'trace')));
  return open ? [row, traceRow(cell)] : [row];
}

/** Draws the list of cells, the first {@code list.limit} of them. */
function drawList(table, more, cells, changed) {
  const redraw = () => drawList(table, more, cells, changed);
  const first = sorted(cells).filter((cell, i) => i < list.limit || shown.open.has(cell.name));
  table.replaceChildren(
    el('caption', {}, cells.length === first.length ? `${withCommas(cells.length)} scenarios`
      : `The first ${withCommas(first.length)} of ${withCommas(cells.length)} scenarios`),
    el('thead', {}, el('tr', {}, ...listColumns().map(column => heading(column, changed)),
      el('th', {scope: 'col'}, 'why'))),
    el('tbody', {}, ...first.flatMap(cellRows)));
  more.hidden = cells.length === first.length;
  more.onclick = () => {
    list.limit += PAGE;
    redraw();
  };
}
