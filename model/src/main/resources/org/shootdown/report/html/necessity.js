'use strict';
// Which synchronising steps carry weight: each was left out, one at a time, and the scenario decided again.

function drawNecessity(section) {
  if (data.necessity.length === 0) {
    return;
  }
  const row = entry => {
    const line = el('tr', {},
      el('td', {}, entry.scenario), el('td', {}, entry.step), el('td', {}, el('code', {}, entry.source)),
      el('td', {}, el('span', {class: 'badge ' + (entry.needed ? 'UNSAFE' : 'SAFE')},
        entry.needed ? '▲ NEEDED' : '▽ REDUNDANT HERE')));
    line.append(el('td', {class: 'open'}, entry.trace === null ? null : el('button', {
      type: 'button', 'aria-expanded': false, 'aria-label': `what removing ${entry.step} allows`,
      onclick: event => {
        const open = line.nextElementSibling?.classList.contains('trace');
        if (open) {
          line.nextElementSibling.remove();
        } else {
          line.after(el('tr', {class: 'trace'}, el('td', {colspan: 5},
            traceView(data.trace(entry.trace), `${entry.scenario} without ${entry.step}`))));
        }
        event.currentTarget.setAttribute('aria-expanded', !open);
      },
    }, 'trace')));
    return line;
  };
  section.replaceChildren(el('div', {class: 'scroll'}, el('table', {class: 'list'},
    el('caption', {}, 'Each synchronising step, left out by itself'),
    el('thead', {}, el('tr', {}, ...['scenario', 'step', 'source', 'without it', 'why']
      .map(title => el('th', {scope: 'col'}, title)))),
    el('tbody', {}, ...data.necessity.map(row)))));
}
