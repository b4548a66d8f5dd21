// waitGraph shows who waits for whom after an event: threads on the left, what they wait for on the right, and a list
// that says the same.
function waitGraph(trace, event) {
  const waiting = [];
  for (let k = 0; k < trace.threads.length; k++) {
    const w = trace.status(k, event) === 'blocked' && trace.wait(k, event);
    if (w) waiting.push({thread: k, wait: w, for: w.object < 0 ? -1 : trace.holder(w.object, event), needs: w.until === Infinity && trace.needs[k] || []});
  }
  if (!waiting.length) return [el('p', {class: 'none'}, 'No thread waits.')];
  const cycle = findCycle(waiting), most = 10;
  const out = [drawGraph(trace, event, gather(waiting, cycle), cycle)];
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
  const name = k => trace.threads[k].name;
  if (v.wait.object < 0) return `${name(v.thread)} sleeps`;
  const s = trace.stateOf(v.wait.object, event);
  let text = `${name(v.thread)} waits in ${trace.text(v.wait.call)}`;
  if (v.for >= 0 && !(s && s.state.startsWith('held by'))) text += `, for ${name(v.for)}`;
  if (s && !isThread(trace, v.wait.object)) text += ` (${s.state})`;
  if (v.needs.length) text += `; only ${v.needs.map(k => name(k) + (trace.status(k, event) === 'ended' ? ', which ended,' : '')).join(' and ')} could let it go on`;
  return text.replace(/,( could| and)/g, ',$1');
}

function isThread(trace, object) { return trace.objectByID.has(object) && trace.objectByID.get(object).of >= 0; }

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

// gather makes one node of many threads that wait for the same, and of no interest otherwise.
function gather(waiting, cycle) {
  const wanted = new Set(waiting.map(v => v.for).concat(cycle)), out = [];
  for (const v of waiting) {
    const same = out.find(g => g.wait.object === v.wait.object && g.for === v.for && !wanted.has(g.thread));
    if (same && !wanted.has(v.thread)) same.count++;
    else out.push({...v, count: 1});
  }
  return out.slice(0, 10);
}

function shorten(text, n) { return text.length > n ? text.slice(0, n - 1) + '…' : text; }

const GRAPH = {width: 360, row: 46, box: 130, left: 18};

// places puts threads on the left, first those that wait, and objects on the right beside who waits for them.
function places(trace, nodes) {
  const threads = [], things = new Map();
  for (const v of nodes) threads.push(v.thread);
  for (const v of nodes) for (const k of [v.for, ...v.needs]) if (k >= 0 && !threads.includes(k) && threads.length < 16) threads.push(k);
  nodes.forEach((v, i) => {
    if (v.wait.object >= 0 && !isThread(trace, v.wait.object)) things.set(v.wait.object, [...(things.get(v.wait.object) || []), i]);
  });
  const taken = [], rowOf = new Map();
  for (const [o, rows] of things) {
    let r = Math.round(rows.reduce((a, b) => a + b, 0) / rows.length);
    while (taken.includes(r)) r++;
    taken.push(r);
    rowOf.set(o, r);
  }
  const y = r => r * GRAPH.row + 25, rows = Math.max(threads.length, ...taken.map(r => r + 1));
  return {threads, things: [...things.keys()], height: rows * GRAPH.row + 8, yT: k => y(threads.indexOf(k)), yO: o => y(rowOf.get(o))};
}

function drawGraph(trace, event, nodes, cycle) {
  const p = places(trace, nodes), right = GRAPH.width - GRAPH.box, out = GRAPH.left + GRAPH.box;
  const g = svg('svg', {class: 'graph', viewBox: `0 0 ${GRAPH.width} ${p.height}`, role: 'img', 'aria-label': 'Wait-for graph; the list below says the same'});
  g.append(svg('defs', {}, svg('marker', {id: 'tip', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto'}, svg('path', {d: 'M0 0L8 4L0 8z', class: 'tip'}))));
  const edge = (cls, d) => g.append(svg('path', {class: 'edge ' + cls, d, 'marker-end': 'url(#tip)'}));
  const drawn = new Set();
  for (const v of nodes) {
    const bad = cycle.includes(v.thread) ? ' bad' : '', o = v.wait.object;
    if (p.things.includes(o)) {
      edge(bad, `M${out} ${p.yT(v.thread) - 5}L${right} ${p.yO(o) - 5}`);
      for (const k of v.for >= 0 ? [v.for] : v.needs) {
        if (p.threads.includes(k) && !drawn.has(o + '/' + k)) edge('held' + bad, `M${right} ${p.yO(o) + 6}L${out} ${p.yT(k) + 6}`);
        drawn.add(o + '/' + k);
      }
    } else if (v.for >= 0) {
      edge(bad, `M18 ${p.yT(v.thread)}C-6 ${p.yT(v.thread)} -6 ${p.yT(v.for)} 16 ${p.yT(v.for)}`);
    }
  }
  const count = new Map(nodes.map(v => [v.thread, v.count]));
  for (const k of p.threads) {
    const ended = trace.status(k, event) === 'ended', name = trace.threads[k].name, n = count.get(k) || 1;
    g.append(svg('rect', {class: 'node c' + k % 8 + (cycle.includes(k) ? ' bad' : '') + (ended ? ' ended' : ''), x: GRAPH.left, y: p.yT(k) - 15, width: GRAPH.box, height: 30, rx: 4}),
      svg('text', {x: GRAPH.left + GRAPH.box / 2, y: p.yT(k) + 4}, n > 1 ? shorten(name, 7) + ` and ${n - 1} more` : shorten(name, ended ? 11 : 18) + (ended ? ' (ended)' : '')));
  }
  for (const o of p.things) {
    const s = trace.stateOf(o, event), info = trace.objectByID.get(o), x = right + GRAPH.box / 2 - 1;
    g.append(svg('rect', {class: 'node thing', x: right, y: p.yO(o) - 18, width: GRAPH.box - 2, height: 36, rx: 18}),
      svg('text', {x, y: p.yO(o) - 3}, shorten(info ? info.name : '?', 18)), svg('text', {class: 'small', x, y: p.yO(o) + 11}, shorten(s ? s.state : '', 22)));
  }
  return g;
}
