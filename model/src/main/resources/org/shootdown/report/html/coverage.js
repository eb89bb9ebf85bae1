'use strict';
// The lines of the models that make no step in any execution: nothing is proved about them.

function drawCoverage(section) {
  const {coverage} = data;
  if (coverage === undefined) {
    return;
  }
  const {never} = coverage;
  put(section,
    el('p', {}, `${plural(coverage.scenarios, 'scenario')} with ${plural(coverage.lines, 'line')} that make steps: ${
      never.length === 0 ? 'some execution makes each.' : `${withCommas(never.length)} that ${
        coverage.incomplete.length === 0 ? 'none makes' : 'no execution made before a limit'}.`}`),
    coverage.incomplete.length === 0 ? null : el('p', {}, `A limit ended the search of ${coverage.incomplete.join(', ')
    }, so that there may be more.`),
    never.length === 0 ? null : el('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'steps that no execution makes'},
      el('table', {class: 'list'},
        el('thead', {}, el('tr', {}, ...['line', 'function', 'kernel', 'step', 'scenarios'].map(t => el('th', {scope: 'col'}, t)))),
        el('tbody', {}, ...never.map(([fn, file, version, source, step, scenarios]) => el('tr', {},
          el('td', {}, source), el('td', {}, fn), el('td', {}, file === '' ? '' : `${file}, ${version}`), el('td', {}, step),
          el('td', {class: 'number'}, withCommas(scenarios))))))));
}
