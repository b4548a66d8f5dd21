const byID = id => document.getElementById(id);

// seconds writes virtual time.
function seconds(microseconds) {
  return microseconds < 1000 ? microseconds + ' µs' : microseconds < 1e6 ? microseconds / 1000 + ' ms' : microseconds / 1e6 + ' s';
}

// fillPanel shows an event, and what was the case after it. Behind the last row that is what was the case at the end, which
// an event without a row may have brought about.
function fillPanel(trace, event, after) {
  const k = trace.thread[event], name = trace.threads[k].name, leaves = trace.text(trace.leaves[event]);
  const facts = el('dl');
  const fact = (key, value) => { if (value) facts.append(el('dt', {}, key), el('dd', {}, value)); };
  fact('step', String(trace.step[event]));
  fact('source', trace.text(trace.source[event]));
  const code = trace.text(trace.code[event]);
  if (code) facts.append(el('dt', {}, 'line'), el('dd', {}, el('code', {}, code)));
  fact('time', seconds(trace.at[event]));
  const before = event > 0 ? trace.threads[trace.thread[event - 1]].name : '';
  fact('switch', trace.text(trace.switch[event]) && `${before} ${({preempted: 'was preempted', blocked: 'was blocked', timer: 'sleeps', ended: 'had ended'})[trace.text(trace.switch[event])] || ''}`);
  const ready = trace.ready[event] || [];
  fact('could run', ready.slice(0, 12).map(t => trace.threads[t].name).join(', ') + (ready.length > 12 ? ', …' : ''));
  byID('now').replaceChildren(
    el('p', {class: 'does'}, el('b', {class: 'c' + k % 8}, name), ' ' + trace.say(event), leaves ? el('span', {class: 'leaves'}, ' → ' + leaves) : ''),
    ...(trace.errors.get(event) || []).map(([t, text]) => el('p', {class: 'bad'}, `✗ ${trace.threads[t].name}: ${trace.text(text)}`)),
    facts);
  byID('threads').replaceChildren(threadTable(trace, after));
  byID('waits').replaceChildren(...waitGraph(trace, after));
  byID('objects').replaceChildren(objectTable(trace, event, after));
  fillLog(trace, event, after);
}

function table(head, rows, more) {
  const body = el('tbody');
  for (const [cls, ...cells] of rows) body.append(el('tr', {class: cls}, ...cells.map((c, i) => i ? el('td', {}, c) : el('th', {scope: 'row'}, c))));
  const t = el('table', {}, el('thead', {}, el('tr', {}, ...head.map(h => el('th', {scope: 'col'}, h)))), body);
  if (!more) return t;
  return el('div', {}, t, el('p', {class: 'none'}, more));
}

function threadTable(trace, event) {
  const most = 40, rows = [];
  let hidden = 0;
  for (let k = 0; k < trace.threads.length; k++) {
    const status = trace.status(k, event);
    if (status === 'not started') continue;
    if (rows.length >= most) { hidden++; continue; }
    const w = status === 'blocked' && trace.wait(k, event);
    const where = w ? (w.object < 0 ? 'sleeps' : 'blocked in ' + trace.text(w.call)) : status;
    rows.push([status, el('span', {class: 'c' + k % 8}, trace.threads[k].name), where]);
  }
  return table(['thread', 'is'], rows, hidden && `and ${hidden} more`);
}

// objectTable lists the objects that have a state, those changed last first if there are many.
function objectTable(trace, event, after) {
  const most = 30, list = [];
  for (const o of trace.objects) {
    const s = o.of < 0 && trace.stateOf(o.id, after);
    if (s) list.push({o, ...s});
  }
  if (!list.length) return el('p', {class: 'none'}, 'No object was touched yet.');
  const hidden = list.length - most;
  if (hidden > 0) list.sort((a, b) => b.since - a.since).splice(most);
  return table(['object', 'state'], list.map(({o, state, since}) => [since === event ? 'changed' : '', o.name.startsWith(o.kind) ? o.name : el('span', {}, o.name, el('span', {class: 'kind'}, ' ' + o.kind)), state]),
    hidden > 0 && `and ${hidden} more that changed earlier`);
}

// fillLog shows the last lines up to an event.
function fillLog(trace, event, after) {
  const most = 200, n = upper(trace.lines, after), box = byID('log');
  const lines = trace.log.slice(Math.max(0, n - most), n).map(([e, thread, text]) =>
    el('div', {class: e === event ? 'line changed' : 'line'}, el('span', {class: thread < 0 ? '' : 'c' + thread % 8}, thread < 0 ? '' : trace.threads[thread].name), ' ' + trace.text(text)));
  if (n > most) lines.unshift(el('div', {class: 'none'}, `${n - most} earlier lines`));
  box.replaceChildren(...(lines.length ? lines : [el('p', {class: 'none'}, 'No line yet.')]));
  box.scrollTop = box.scrollHeight;
}
