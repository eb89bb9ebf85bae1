'use strict';
// What is shown: one set of ids per axis and one of verdicts, kept in the page's address so that it can be passed on.
// An empty set lets everything through.

const shown = {
  filters: new Map([...data.axes.map(axis => axis.id), 'verdict'].map(id => [id, new Set()])),
  rows: 'policy',
  columns: 'backend',
  measure: 'verdict',
  open: new Set(),
};

const MEASURES = ['verdict', 'flush', 'sync', 'disturbed'];

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const axisOr = (id, otherwise) => (data.axes.some(axis => axis.id === id) ? id : otherwise);
  for (const [id, chosen] of shown.filters) {
    chosen.clear();
    (address.get(id) ?? '').split(',').filter(Boolean).forEach(value => chosen.add(value));
  }
  shown.rows = axisOr(address.get('rows'), 'policy');
  shown.columns = axisOr(address.get('columns'), 'backend');
  shown.measure = MEASURES.includes(address.get('measure')) ? address.get('measure') : 'verdict';
  shown.open = new Set((address.get('open') ?? '').split(',').filter(Boolean));
}

function writeAddress() {
  const address = new URLSearchParams();
  for (const [id, chosen] of shown.filters) {
    if (chosen.size > 0) {
      address.set(id, [...chosen].join(','));
    }
  }
  const put = (id, value, usual) => value !== usual && address.set(id, value);
  put('rows', shown.rows, 'policy');
  put('columns', shown.columns, 'backend');
  put('measure', shown.measure, 'verdict');
  put('open', [...shown.open].join(','), '');
  // Commas and slashes are harmless in a fragment, and an address is there to be read.
  history.replaceState(null, '', '#' + address.toString().replaceAll('%2C', ',').replaceAll('%2F', '/'));
}

function passes(cell) {
  for (const [id, chosen] of shown.filters) {
    if (chosen.size > 0 && !chosen.has(id === 'verdict' ? cell.verdict : cell.on[id])) {
      return false;
    }
  }
  return true;
}

/** One group of check boxes per axis, made once; {@code changed} is called after each change. */
function makeFilters(form, changed) {
  const group = (id, description, choices) => {
    const chosen = shown.filters.get(id);
    const box = choice => el('label', {title: choice.text},
      el('input', {
        type: 'checkbox', name: id, value: choice.id,
        onchange: e => {
          if (e.target.checked) { chosen.add(choice.id); } else { chosen.delete(choice.id); }
          changed();
        },
      }), ' ' + choice.id);
    return el('fieldset', {'data-axis': id}, el('legend', {title: description}, id), ...choices.map(box));
  };
  const select = (label, key, values) => el('label', {}, label + ' ',
    el('select', {name: key, onchange: e => { shown[key] = e.target.value; changed(); }},
      ...values.map(value => el('option', {value}, value))));
  const axes = data.axes.map(axis => axis.id);
  form.append(
    el('div', {class: 'groups'},
      ...data.axes.map(axis => group(axis.id, axis.description, axis.choices)),
      group('verdict', 'the answer', data.verdicts)),
    el('div', {class: 'controls'},
      select('Rows', 'rows', axes), select('Columns', 'columns', axes), select('Show', 'measure', MEASURES),
      el('button', {type: 'button', id: 'clear', onclick: () => {
        shown.filters.forEach(chosen => chosen.clear());
        shown.open.clear();
        changed();
      }}, 'Clear all filters')));
}

/** Brings the form in line with what is shown. */
function refreshFilters(form) {
  for (const box of form.querySelectorAll('input[type=checkbox]')) {
    box.checked = shown.filters.get(box.name).has(box.value);
  }
  for (const select of form.querySelectorAll('select')) {
    select.value = shown[select.name];
  }
}
