'use strict';
// The form that says what is shown.

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
    return steerGroup(el('fieldset', {'data-axis': id}, el('legend', {title: description}, id), ...choices.map(box)));
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
      el('label', {}, el('input', {type: 'checkbox', id: 'controls', onchange: e => {
        shown.controls = e.target.checked ? 'shown' : '';
        changed();
      }}), ' with controls'),
      el('button', {type: 'button', id: 'clear', onclick: () => {
        shown.filters.forEach(chosen => chosen.clear());
        shown.open.clear();
        changed();
      }}, 'Clear all filters')));
}

/** Arrow keys move between the boxes of a group; Tab goes past it. */
function steerGroup(group) {
  const boxes = [...group.querySelectorAll('input')];
  const stopAt = box => boxes.forEach(each => { each.tabIndex = each === box ? 0 : -1; });
  stopAt(boxes[0]);
  group.addEventListener('focusin', event => stopAt(event.target));
  group.addEventListener('keydown', event => {
    const step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
    const next = boxes[boxes.indexOf(event.target) + (step ?? NaN)];
    if (next !== undefined) {
      next.focus();
      event.preventDefault();
    }
  });
  return group;
}

/** Brings the form in line with what is shown. */
function refreshFilters(form) {
  for (const box of form.querySelectorAll('input[name]')) {
    box.checked = shown.filters.get(box.name).has(box.value);
  }
  form.querySelector('#controls').checked = shown.controls === 'shown';
  for (const select of form.querySelectorAll('select')) {
    select.value = shown[select.name];
  }
}
