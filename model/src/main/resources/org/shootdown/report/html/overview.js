'use strict';
// The answer first: for each finding, and what no finding explains, how many cells of each rule it makes UNSAFE. Controls,
// which are meant to fail, stand apart.

/** Groups of cells by a key, the largest first. */
function groupedBy(cells, key) {
  const groups = new Map();
  for (const cell of cells) {
    const name = key(cell);
    const group = groups.get(name) ?? [];
    group.push(cell);
    groups.set(name, group);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

/** A number that leads to its cells; a gap where there are none. */
function countField(cells, total, label, pick) {
  if (total === 0) {
    return el('td', {class: 'none'}, el('span', {'aria-label': 'no scenario'}, '·'));
  }
  if (cells.length === 0) {
    return el('td', {class: 'none'}, el('span', {'aria-label': `${label}: none`}, '–'));
  }
  const button = el('button', {
    type: 'button', class: 'field UNSAFE', 'aria-label': `${label}: ${cells.length} UNSAFE of ${total}`,
    title: `${label}: ${cells.length} UNSAFE of ${total}`, onclick: () => pick(cells),
  }, withCommas(cells.length));
  button.style.setProperty('--heat', `${Math.round(100 * cells.length / total)}%`);
  return el('td', {}, button);
}

function storyOf(title) {
  const finding = data.findings.find(f => f.title === title);
  return finding === undefined ? title : el('details', {class: 'story'}, el('summary', {}, title),
    el('p', {}, el('b', {}, 'Where: '), finding.step), el('p', {}, finding.story), el('p', {}, finding.status));
}

/** Draws the table; {@code pick} is called with the cells of a field that is chosen. */
function drawOverview(section, pick) {
  const axis = ruleAxis().id;
  const claims = data.cells.filter(cell => !cell.control);
  const unsafe = claims.filter(cell => cell.verdict === 'UNSAFE');
  const rules = ruleAxis().choices.filter(choice => claims.some(cell => cell.on[axis] === choice.id));
  const totals = new Map(groupedBy(claims, cell => cell.on[axis]).map(([id, cells]) => [id, cells.length]));
  const row = (heading, cells) => {
    const byRule = new Map(groupedBy(cells, cell => cell.on[axis]));
    const title = typeof heading === 'string' ? heading : heading.querySelector('summary').textContent;
    return el('tr', {}, el('th', {scope: 'row'}, heading), ...rules.map(rule =>
      countField(byRule.get(rule.id) ?? [], totals.get(rule.id), `${title}, ${rule.id}`, pick)));
  };
  const controls = groupedBy(data.cells.filter(cell => cell.control), cell => cell.on[axis]);
  const undecided = claims.filter(cell => cell.verdict !== 'UNSAFE' && cell.verdict !== 'SAFE').length;
  put(section,
    el('h2', {}, `What is UNSAFE, and why`),
    el('p', {}, `${withCommas(unsafe.length)} of ${withCommas(claims.length)} cells are UNSAFE`
      + `${undecided === 0 ? ', and all are decided' : `; ${withCommas(undecided)} have no answer`}.`
      + ` A number counts the cells of one ${axis} that one finding makes UNSAFE; the fill is their share of all its cells.`),
    el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'findings'}, steerTable(oneTabStop(el('table', {class: 'heat-map findings'},
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'finding'),
        ...rules.map(rule => el('th', {scope: 'col', title: rule.text}, rule.id)))),
      el('tbody', {}, ...groupedBy(unsafe, reasonOf).map(([title, cells]) => row(storyOf(title), cells)),
        unsafe.length === 0 ? null : row('all UNSAFE', unsafe)))))),
    controls.length === 0 ? null : el('p', {class: 'dim', id: 'controls-apart'},
      'Controls, which are meant to fail, to show that the check can: ',
      ...controls.map(([id, cells]) => `${id} is UNSAFE in ${withCommas(cells.filter(c => c.verdict === 'UNSAFE').length)} of ${
        withCommas(cells.length)} cells`).join('; '), '.'));
}
