// el makes an element; attributes with a false value are left out.
function el(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (v !== false && v !== undefined) e.setAttribute(k, v);
  }
  e.append(...children);
  return e;
}

// svg makes an SVG element.
function svg(tag, attributes, ...children) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [k, v] of Object.entries(attributes || {})) e.setAttribute(k, v);
  e.append(...children);
  return e;
}

// upper is the number of entries of a sorted list that are at most x.
function upper(list, x) {
  let a = 0, b = list.length;
  while (a < b) {
    const m = (a + b) >> 1;
    if (list[m] <= x) a = m + 1; else b = m;
  }
  return a;
}

// Trace answers what was the case after an event. Nothing here takes longer with the length of the trace than the
// logarithm, except to make it.
class Trace {
  constructor(raw) {
    Object.assign(this, raw);
    this.n = raw.thread.length;
    this.sum('step');
    this.sum('at');
    this.index();
    this.lines = raw.log.map(l => l[0]);
    this.errors = new Map();
    for (const [event, thread, text] of raw.raised) this.errors.set(event, [...(this.errors.get(event) || []), [thread, text]]);
    this.show(false);
  }

  // sum turns differences into values.
  sum(column) {
    let v = 0;
    this[column] = this[column].map(d => v += d);
  }

  index() {
    this.history = new Map(); // by object: events that left a state, and the states
    const note = (event, object, state) => {
      if (object < 0 || !state) return;
      if (!this.history.has(object)) this.history.set(object, {events: [], states: []});
      const h = this.history.get(object);
      h.events.push(event);
      h.states.push(state);
    };
    let k = 0;
    for (let i = 0; i < this.n; i++) {
      note(i, this.object[i], this.state[i]);
      for (; k < this.also.length && this.also[k][0] === i; k++) note(i, this.also[k][1], this.also[k][2]);
    }
    this.waitsOf = this.threads.map(() => ({from: [], list: []}));
    for (const [thread, call, object, from, until] of this.waits) {
      this.waitsOf[thread].from.push(from);
      this.waitsOf[thread].list.push({thread, call, object, from, until: until < 0 ? Infinity : until});
    }
    this.objectByID = new Map(this.objects.map(o => [o.id, o]));
    this.threadByName = new Map(this.threads.map((t, i) => [t.name, i]));
  }

  // show chooses which events have a row, and with that which threads have a lane.
  show(all) {
    const minor = new Set(all ? [] : this.minor);
    const rows = [];
    for (let i = 0; i < this.n; i++) if (!minor.has(i)) rows.push(i);
    this.rows = rows.length ? rows : Array.from({length: this.n}, (_, i) => i);
    const seen = new Set([...this.stuck, ...this.killed, ...this.raised.map(r => r[1])]);
    for (const i of this.rows) seen.add(this.thread[i]);
    const files = new Set(this.rows.map(i => this.text(this.source[i]).replace(/:\d+$/, '')).filter(f => f));
    this.file = files.size === 1 ? [...files][0] : '';
    this.lanes = this.threads.map((_, k) => k).filter(k => seen.has(k));
    this.laneOf = new Map(this.lanes.map((k, lane) => [k, lane]));
  }

  text(i) { return this.strings[i]; }
  say(i) { return this.strings[this.does[i]]; }

  // place is the line of an event, without the file if all are of one.
  place(i) { const s = this.text(this.source[i]); return this.file ? s.slice(s.lastIndexOf(':') < 0 ? 0 : s.lastIndexOf(':')) : s; }

  // preempted is the thread that had to stop before a row for another one; -1 if none had to.
  preempted(r) {
    if (r === 0 || this.thread[this.rows[r - 1]] === this.thread[this.rows[r]]) return -1;
    for (let i = this.rows[r - 1] + 1; i <= this.rows[r]; i++) {
      const reason = this.text(this.switch[i]);
      if (reason) return reason === 'preempted' ? this.thread[this.rows[r - 1]] : -1;
    }
    return -1;
  }

  // row is the row of an event, or of the last one before it that has one.
  row(event) { return Math.max(0, upper(this.rows, event) - 1); }

  // wait is what a thread waits for after an event, if it does.
  wait(thread, event) {
    const w = this.waitsOf[thread];
    for (let k = upper(w.from, event) - 1; k >= 0 && k >= upper(w.from, event) - 2; k--) {
      if (event < w.list[k].until) return w.list[k];
    }
    return null;
  }

  // status of a thread after an event: one word.
  status(thread, event) {
    const t = this.threads[thread];
    if (t.born > event) return 'not started';
    if (t.over && event >= t.last) return 'ended';
    if (event === this.n - 1 && this.killed.includes(thread)) return 'killed';
    if (this.wait(thread, event)) return 'blocked';
    return this.thread[event] === thread ? 'running' : 'ready';
  }

  // stateOf is the state of an object after an event, and the event that left it.
  stateOf(object, event) {
    const h = this.history.get(object);
    const k = h ? upper(h.events, event) - 1 : -1;
    return k < 0 ? null : {state: this.strings[h.states[k]], since: h.events[k]};
  }

  // holder is the thread that holds an object after an event; -1 if none does or it is not known.
  holder(object, event) {
    const o = this.objectByID.get(object);
    if (o && o.of >= 0) return o.of;
    const s = this.stateOf(object, event);
    const m = s && /^held by (.*?)(, \d+ deep)?$/.exec(s.state);
    return m && this.threadByName.has(m[1]) ? this.threadByName.get(m[1]) : -1;
  }
}
