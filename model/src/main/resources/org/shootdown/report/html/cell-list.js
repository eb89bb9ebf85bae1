'use strict';
// The scenarios themselves, one row each; a row with traces opens to show them.

const PAGE = 200;
const list = {sort: null, descending: false, limit: PAGE};

const COLUMNS = [
  ...data.axes.map(axis => ({title: axis.id, hint: axis.description, key: cell => cell.on[axis.id]})),
  {title: 'verdict', hint: 'the answer', key: cell => cell.verdict, show: verdictBadge},
  {title: 'flush', hint: COSTS.flush, number: true, key: cell => cell.flush?.max ?? -1, show: c => rangeText(c.flush)},
  {title: 'sync', hint: COSTS.sync, number: true, key: cell => cell.sync?.max ?? -1, show: c => rangeText(c.sync)},
  {title: 'disturbed', hint: COSTS.disturbed, number: true, key: cell => cell.disturbed?.max ?? -1,
    show: c => rangeText(c.disturbed)},
  {title: 'states', hint: 'distinct states explored', number: true, key: cell => cell.states,
    show: c => withCommas(c.states)},
  {title: 'ms', hint: 'time to decide', number: true, key: cell => cell.millis},
];

function verdictBadge(cell) {
  const broken = cell.traces.map(index => data.trace(index).property).join(' ');
  return el('span', {class: 'badge ' + cell.verdict}, `${SIGNS[cell.verdict]} ${cell.verdict} ${broken}`.trim(),
    cell.control ? el('abbr', {title: 'a control: meant to fail, to show that the check can'}, ' ◇') : null);
}

function sorted(cells) {
  if (list.sort === null) {
    return cells;
  }
  const {key} = COLUMNS[list.sort];
  const order = (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.index - b.index);
  return [...cells].sort((a, b) => (list.descending ? order(b, a) : order(a, b)));
}

function heading(column, number, redraw) {
  const direction = list.sort !== number ? 'none' : list.descending ? 'descending' : 'ascending';
  const mark = {none: '', ascending: ' ▲', descending: ' ▼'}[direction];
  return el('th', {scope: 'col', 'aria-sort': direction, class: column.number ? 'number' : null},
    el('button', {type: 'button', title: column.hint, 'data-sort': number, onclick: () => {
      list.descending = list.sort === number && !list.descending;
      list.sort = number;
      redraw();
      document.querySelector(`[data-sort="${number}"]`).focus();
    }}, column.title + mark));
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
    el('td', {colspan: COLUMNS.length + 1}, ...cell.traces.map(index => traceView(data.trace(index), cell.name))));
}

/** One trace: what broke, the drawing, and the same in words. */
function traceView(trace, name) {
  return el('article', {},
    el('h3', {tabindex: 0}, `${trace.property} in ${name}`),
    el('p', {class: 'why'}, trace.why + '.'),
    el('div', {class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'sequence diagram'}, drawSequence(trace)),
    el('details', {}, el('summary', {}, 'The same in words'), el('ol', {}, ...trace.events.map(event => el('li', {},
      el('b', {}, trace.processors[event.processor]), ' ', event.text,
      event.function === '' ? null : el('span', {class: 'dim'}, ` in ${event.function} (${event.source})`),
      event.buffer.length === 0 ? null : el('span', {class: 'dim'}, `; store buffer: ${event.buffer.join(', ')}`))))));
}

function cellRows(cell) {
  const values = COLUMNS.map(column => el('td', {class: column.number ? 'number' : null},
    column.show === undefined ? String(column.key(cell)) : column.show(cell)));
  const open = shown.open.has(cell.name);
  const row = el('tr', {'data-name': cell.name});
  row.append(...values, el('td', {class: 'open'}, cell.traces.length === 0 ? cell.why : el('button', {
    type: 'button', 'aria-expanded': open, 'aria-label': `trace of ${cell.name}`,
    onclick: event => toggle(cell, event.currentTarget, row),
  }, 'trace')));
  return open ? [row, traceRow(cell)] : [row];
}

/** Draws the list of cells, the first {@code list.limit} of them. */
function drawList(table, more, cells) {
  const redraw = () => drawList(table, more, cells);
  const first = sorted(cells).filter((cell, i) => i < list.limit || shown.open.has(cell.name));
  table.replaceChildren(
    el('caption', {}, cells.length === first.length ? `${withCommas(cells.length)} scenarios`
      : `The first ${withCommas(first.length)} of ${withCommas(cells.length)} scenarios`),
    el('thead', {}, el('tr', {}, ...COLUMNS.map((column, number) => heading(column, number, redraw)),
      el('th', {scope: 'col'}, 'why'))),
    el('tbody', {}, ...first.flatMap(cellRows)));
  more.hidden = cells.length === first.length;
  more.onclick = () => {
    list.limit += PAGE;
    redraw();
  };
}
