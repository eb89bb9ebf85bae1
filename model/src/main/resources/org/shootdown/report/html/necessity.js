'use strict';
// Which synchronising steps carry weight: each was left out, one at a time, and the scenario decided again.

const MOST_STEPS = 500;
const ANSWERS = {'NEEDED': ['UNSAFE', '▲'], 'REDUNDANT HERE': ['SAFE', '▽']};

function necessityRow(entry) {
  const [kind, sign] = ANSWERS[entry.answer] ?? ['INCOMPLETE', '?'];
  const row = el('tr', {},
    el('td', {}, entry.step), el('td', {}, entry.function), el('td', {}, entry.source), el('td', {}, entry.scenario),
    el('td', {}, el('span', {class: 'badge ' + kind}, `${sign} ${entry.answer}`)));
  const toggleTrace = event => {
    const open = row.nextElementSibling?.classList.contains('trace');
    if (open) {
      row.nextElementSibling.remove();
    } else {
      row.after(el('tr', {class: 'trace'}, el('td', {colspan: 6},
        traceView(data.trace(entry.trace), `${entry.scenario} without ${entry.step}`, null))));
    }
    event.currentTarget.setAttribute('aria-expanded', !open);
  };
  row.append(el('td', {class: 'open'}, entry.trace === null ? null : el('button', {
    type: 'button', 'aria-expanded': 'false', 'aria-label': `what removing ${entry.step} allows`, onclick: toggleTrace,
  }, 'trace')));
  return row;
}

/** Shows the steps of the given cells. */
function drawNecessity(section, cells) {
  if (data.necessity.length === 0) {
    return;
  }
  const names = new Set(cells.map(cell => cell.name));
  const entries = data.necessity.filter(entry => names.has(entry.scenario));
  const first = entries.slice(0, MOST_STEPS);
  section.replaceChildren(el('div', {class: 'scroll'}, el('table', {class: 'list'},
    el('caption', {}, `Each synchronising step, left out by itself: ${first.length === entries.length ? ''
      : `the first ${first.length} of `}${entries.length}`),
    el('thead', {}, el('tr', {}, ...['step', 'in', 'source', 'scenario', 'without it', 'why']
      .map(title => el('th', {scope: 'col'}, title)))),
    el('tbody', {}, ...first.map(necessityRow)))));
}
