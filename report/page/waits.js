// waitGraph draws who waits for whom after an event: threads on the left, what they wait for on the right.
function waitGraph(trace, event) {
  const waiting = [];
  for (let k = 0; k < trace.threads.length; k++) {
    const w = trace.status(k, event) === 'blocked' && trace.wait(k, event);
    if (w) waiting.push({thread: k, wait: w, for: w.object < 0 ? -1 : trace.holder(w.object, event)});
  }
  if (!waiting.length) return [el('p', {class: 'none'}, 'No thread waits.')];
  const cycle = findCycle(waiting), most = 10;
  const out = [drawGraph(trace, event, waiting.slice(0, most), cycle)];
  if (cycle.length > 1) {
    const names = cycle.map(k => trace.threads[k].name);
    out.push(el('p', {class: 'bad'}, 'A cycle: ' + [...names, names[0]].join(' → ')));
  }
  const list = el('ul');
  for (const v of waiting.slice(0, most)) list.append(el('li', {}, sayWait(trace, event, v)));
  if (waiting.length > most) list.append(el('li', {}, `and ${waiting.length - most} more threads`));
  out.push(list);
  return out;
}

function sayWait(trace, event, v) {
  const name = trace.threads[v.thread].name;
  if (v.wait.object < 0) return `${name} sleeps`;
  const s = trace.stateOf(v.wait.object, event);
  let text = `${name} waits in ${trace.text(v.wait.call)}`;
  if (v.for >= 0 && !(s && s.state.startsWith('held by'))) text += `, for ${trace.threads[v.for].name}`;
  return s ? `${text} (${s.state})` : text;
}

// findCycle lists threads of which each waits for the next, and the last for the first.
function findCycle(waiting) {
  const next = new Map(waiting.filter(v => v.for >= 0).map(v => [v.thread, v.for]));
  for (const start of next.keys()) {
    const path = [];
    for (let k = start; next.has(k); k = next.get(k)) {
      const at = path.indexOf(k);
      if (at >= 0) return path.slice(at);
      path.push(k);
    }
  }
  return [];
}

function shorten(text, n) { return text.length > n ? text.slice(0, n - 1) + '…' : text; }

function drawGraph(trace, event, waiting, cycle) {
  const W = 360, H = 46, BOX = 130, threads = [], objects = [];
  const add = (list, x) => { if (!list.includes(x)) list.push(x); };
  for (const v of waiting) {
    add(threads, v.thread);
    if (v.wait.object >= 0 && !(trace.objectByID.get(v.wait.object) || {of: -1}).of >= 0) add(objects, v.wait.object);
  }
  for (const v of waiting) if (v.for >= 0) add(threads, v.for);
  const things = objects.filter(o => !(trace.objectByID.has(o) && trace.objectByID.get(o).of >= 0));
  const height = Math.max(threads.length, things.length, 1) * H + 8;
  const yT = k => threads.indexOf(k) * H + 25, yO = o => things.indexOf(o) * H + 25;
  const g = svg('svg', {class: 'graph', viewBox: `0 0 ${W} ${height}`, role: 'img', 'aria-label': 'Wait-for graph; the list below says the same'});
  g.append(svg('defs', {}, svg('marker', {id: 'tip', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto'}, svg('path', {d: 'M0 0L8 4L0 8z', class: 'tip'}))));
  for (const v of waiting) {
    const bad = cycle.includes(v.thread) ? ' bad' : '';
    const thing = things.includes(v.wait.object);
    if (thing) {
      g.append(svg('path', {class: 'edge' + bad, d: `M${BOX + 18} ${yT(v.thread) - 5}L${W - BOX} ${yO(v.wait.object) - 5}`, 'marker-end': 'url(#tip)'}));
      if (v.for >= 0) g.append(svg('path', {class: 'edge held' + bad, d: `M${W - BOX} ${yO(v.wait.object) + 6}L${BOX + 18} ${yT(v.for) + 6}`, 'marker-end': 'url(#tip)'}));
    } else if (v.for >= 0) {
      g.append(svg('path', {class: 'edge' + bad, d: `M18 ${yT(v.thread)}C-6 ${yT(v.thread)} -6 ${yT(v.for)} 16 ${yT(v.for)}`, 'marker-end': 'url(#tip)'}));
    }
  }
  for (const k of threads) {
    g.append(svg('rect', {class: 'node c' + k % 8 + (cycle.includes(k) ? ' bad' : ''), x: 18, y: yT(k) - 15, width: BOX, height: 30, rx: 4}),
      svg('text', {x: 18 + BOX / 2, y: yT(k) + 4}, shorten(trace.threads[k].name, 18)));
  }
  for (const o of things) {
    const s = trace.stateOf(o, event), info = trace.objectByID.get(o);
    g.append(svg('rect', {class: 'node thing', x: W - BOX, y: yO(o) - 18, width: BOX - 2, height: 36, rx: 18}),
      svg('text', {x: W - BOX / 2, y: yO(o) - 3}, shorten(info ? info.name : '?', 18)),
      svg('text', {class: 'small', x: W - BOX / 2, y: yO(o) + 11}, shorten(s ? s.state : '', 22)));
  }
  return g;
}
