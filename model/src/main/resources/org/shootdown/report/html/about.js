'use strict';
// What the words mean, and where the page comes from.

function drawGlossary(section) {
  const terms = (title, text, choices) => el('section', {}, el('h3', {}, title), el('p', {class: 'dim'}, text),
    el('dl', {}, ...choices.flatMap(choice => [el('dt', {}, choice.id), el('dd', {}, choice.text)])));
  section.replaceChildren(el('h2', {}, 'Glossary'),
    el('details', {}, el('summary', {}, 'What every name here means'), el('div', {class: 'terms'},
      terms('verdict', 'the answer', data.verdicts),
      terms('costs', 'over all executions of a cell, fewest to most', Object.entries(COSTS).map(([id, text]) => ({id, text}))),
      ...data.axes.map(axis => terms(axis.id, axis.description, axis.choices)))));
}

function drawProvenance(footer) {
  const {version, command, jvm, date, bounds} = data.provenance;
  footer.replaceChildren(
    el('h2', {}, 'Where this comes from'),
    el('dl', {}, ...[['program', version], ['command', command], ['JVM', jvm], ['date', date]]
      .flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
    el('dt', {}, 'bounds'), ...bounds.map(bound => el('dd', {}, bound))));
}
