// The operations page: keeps what the server tells and draws it. No library, no state beyond this page.

import {plot, spark, timeline} from "./plots.js";

const SILENT_MS = 5000;
const fleet = {jobs: new Map(), instances: new Map(), channels: new Map(), happenings: [], baselines: [], clockAhead: 0};
let chosen = null;
const byId = id => document.getElementById(id);

// --- What the server tells ---

function take(news) {
  if (news.isWhole) {
    fleet.jobs.clear(); fleet.instances.clear(); fleet.channels.clear(); fleet.happenings = []; fleet.baselines = [];
  }
  fleet.clockAhead = news.now - Date.now();
  for (const {status, losses, isRestarted} of news.jobs) {
    const before = fleet.jobs.get(status.job);
    fleet.jobs.set(status.job, {status, losses: shortened(before && !isRestarted ? before.losses.concat(losses) : losses)});
  }
  for (const {status, rates} of news.instances) {
    const before = fleet.instances.get(status.instance);
    fleet.instances.set(status.instance, {status, rates: shortened((before ? before.rates : []).concat(rates))});
  }
  for (const channel of news.channels) fleet.channels.set(`${channel.family}#${channel.channel}`, channel);
  fleet.happenings = fleet.happenings.concat(news.happenings).slice(-200);
  fleet.baselines = fleet.baselines.concat(news.baselines).slice(-500);
}

function shortened(points) {
  return points.length <= 1024 ? points : points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
}

const serverNow = () => Date.now() + fleet.clockAhead;
const isSilent = status => serverNow() - status.at > SILENT_MS;

// --- Words and numbers ---

const whole = new Intl.NumberFormat("en");
const NONE = "–";
const count = n => n == null ? NONE : whole.format(n);
const rate = n => n == null ? NONE : n >= 1e6 ? (n / 1e6).toFixed(2) + " M" : n >= 1e4 ? (n / 1e3).toFixed(1) + " k" : n.toFixed(n < 10 ? 1 : 0);
const loss = x => x == null ? NONE : Math.abs(x) >= 1e-3 && Math.abs(x) < 1e4 ? x.toPrecision(4) : x.toExponential(2);
const small = x => x == null ? NONE : x === 0 ? "0" : x >= 1e-2 && x < 1e3 ? x.toPrecision(3) : x.toExponential(1);
const percent = x => x == null ? NONE : (x > 0 ? "+" : "") + (100 * x).toFixed(1) + " %";
const ms = x => x == null ? NONE : x.toFixed(x < 10 ? 1 : 0);
const mib = bytes => (bytes / 1048576).toFixed(bytes < 1e8 ? 1 : 0);

function span(seconds) {
  if (seconds == null) return NONE;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

function clock(millis) {
  const at = new Date(millis);
  const isToday = at.toDateString() === new Date().toDateString();
  return (isToday ? "" : at.toLocaleDateString() + " ") + at.toLocaleTimeString();
}

// --- Elements ---

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== "scope") made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const cell = (content, className = "") => element("td", {className}, content);
const number = text => cell(text, "n");

/** Replaces the children only if they look different, so that focus and selection stay. */
function show(parent, children) {
  const old = [...parent.children];
  children.forEach((child, i) => {
    if (i >= old.length) parent.append(child);
    else if (!old[i].isEqualNode(child)) swap(old[i], child);
  });
  old.slice(children.length).forEach(child => child.remove());
}

function swap(old, made) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.job : undefined;
  old.replaceWith(made);
  if (focused !== undefined) made.querySelector("button")?.focus();
}

// --- The parts of the page ---

function showNow() {
  const jobs = [...fleet.jobs.values()].map(job => job.status).filter(isActive);
  const instances = [...fleet.instances.values()].map(i => i.status).filter(i => !isSilent(i) && i.state !== "stopped");
  const sum = (things, get) => things.reduce((total, thing) => total + (get(thing) ?? 0), 0);
  const facts = [
    ["instances", count(instances.length)],
    ["active jobs", count(jobs.length)],
    ["coordinates/s", rate(sum(instances, i => i.coordinatesPerSecond))],
    ["updates/s", rate(sum(instances, i => i.updatesPerSecond))],
    ["lag, records", count(sum(instances, i => i.lag))],
    ["live memory, MiB", mib(sum(instances, i => i.memory.liveBytes))],
    ["rejected", count(sum(instances, i => i.rejected))],
  ];
  show(byId("now"), facts.map(([term, text]) => element("div", {}, element("dt", {}, term), element("dd", {}, text))));
}

const isActive = status => status.state === "active" && !isSilent(status);

function alerts() {
  const found = [];
  for (const {status} of fleet.instances.values()) {
    if (status.state === "stopped") continue;
    if (isSilent(status)) {
      found.push(`Instance ${status.instance} has said nothing for ${span((serverNow() - status.at) / 1000)}. It was killed, or cut off from the cluster.`);
    } else if (status.state !== "running") {
      found.push(`Instance ${status.instance} is ${status.state}: ${count(status.recovery.recordsToRestore)} records to restore, ${count(status.recovery.recordsToReplay)} to replay.`);
    } else if (status.memory.liveBytes > 0.9 * status.memory.limitBytes) {
      found.push(`Instance ${status.instance} has used ${percent(status.memory.liveBytes / status.memory.limitBytes).replace("+", "")} of its memory; new blocks will be refused.`);
    }
    if (status.threads.alive < status.threads.configured) {
      found.push(`Instance ${status.instance}: ${status.threads.alive} of ${status.threads.configured} stream threads are alive.`);
    }
  }
  for (const {status} of fleet.jobs.values()) {
    if (status.state === "active" && status.blocks.fallback > 0) {
      found.push(`Job ${status.job}: the guard took ${status.blocks.fallback} of ${status.blocks.open} blocks from ${status.optimizers.map(use => use.optimizer).join(", ")}.`);
    }
    if (status.counts.refusedBlocks > 0) found.push(`Job ${status.job}: ${status.counts.refusedBlocks} blocks refused: there was no memory, or they went beyond a limit.`);
  }
  return found;
}

function showAlerts() {
  const found = alerts();
  const lines = found.length > 0 ? found.map(text => element("li", {}, text))
    : fleet.instances.size > 0 ? [element("li", {className: "good"}, "Nothing needs a look.")]
      : [element("li", {}, "No instance has said anything yet.")];
  show(byId("alerts"), lines);
}

function jobsToShow() {
  const all = [...fleet.jobs.values()].filter(job => byId("all").checked || isActive(job.status) || job.status.job === chosen);
  return all.sort((a, b) => a.status.job < b.status.job ? -1 : 1);
}

function showJobs() {
  const rows = jobsToShow().map(({status, losses}) => {
    const choose = element("button", {type: "button", "aria-pressed": String(status.job === chosen)}, status.job);
    choose.dataset.job = status.job;
    const state = isActive(status) ? "active" : status.state === "active" ? "silent" : status.state;
    const mode = cell(status.mode, status.mode === "learned" || status.mode === "shadow" ? "" : "bad");
    return element("tr", {className: status.job === chosen ? "chosen" : ""},
      element("th", {scope: "row"}, choose), cell(state, state === "silent" ? "even" : ""),
      number(count(status.step)), number(rate(status.stepsPerSecond)), number(loss(status.loss.smoothed)),
      cell(spark(losses, `course of the loss of ${status.job}`)), number(percent(status.loss.trend)), mode,
      cell(status.optimizers.map(use => use.optimizer + (use.channel ? ` (${use.channel})` : "")).join(", ")),
      number(count(status.blocks.coordinates)), number(small(status.size.effectiveRate)),
      number(`${ms(status.latency.p50)}, ${ms(status.latency.p99)}`),
      element("td", {className: status.counts.rejected > 0 ? "n bad" : "n", title: status.counts.rejection ?? ""}, count(status.counts.rejected)));
  });
  show(byId("job-rows"), rows.length > 0 ? rows : [element("tr", {}, element("td", {colSpan: 13}, "No job is active."))]);
}

function showLosses() {
  const shown = jobsToShow();
  const first = fleet.jobs.get(chosen) ?? shown.find(job => job.losses.length > 0);
  if (!first || first.losses.length === 0) {
    show(byId("losses"), []);
    byId("losses-words").textContent = first ? `${first.status.job} tells no losses.` : "No job has told a loss yet.";
    return;
  }
  const workload = first.status.workload;
  const beside = [...fleet.jobs.values()].filter(job => job !== first && workload !== "" && job.status.workload === workload && job.losses.length > 1);
  // A job that steps itself says what its own optimizer makes of the workload.
  const isBaseline = job => job.status.mode === "shadow";
  beside.sort((a, b) => isBaseline(b) - isBaseline(a));
  const optimizer = job => isBaseline(job) ? ["its own optimizer"] : job.status.optimizers.slice(0, 1).map(use => use.optimizer);
  const label = job => [job.status.job, ...optimizer(job)].join(", ");
  const rivals = fleet.baselines.filter(baseline => baseline.job === first.status.job);
  const lines = [first, ...beside.slice(0, 7 - Math.min(4, rivals.length))].map(job => ({name: label(job), points: job.losses, isFirst: job === first, isDashed: job !== first && isBaseline(job)}));
  lines.push(...rivals.slice(0, 4).map(rival => ({name: rival.name, points: rival.losses, isFirst: false, isDashed: true})));
  byId("losses-words").textContent = [first.status.job + (rivals.length > 0 ? `, beside ${rivals.map(rival => rival.name).join(", ")} on the same problem (dashed, loss over all of it)` : ""),
    beside.length > 0 ? `beside ${beside.length} other jobs of workload ${workload}` : workload ? `no other job of workload ${workload}` : ""].filter(words => words).join("; ")
    + ". Smoothed loss by step of the newest attempt.";
  show(byId("losses"), [plot(lines, {x: "step", y: "smoothed loss", isLog: true, describe: `Losses of ${lines.map(line => line.name).join("; ")}`})]);
}

function showVersions() {
  const channels = [...fleet.channels.values()].sort((a, b) => a.family < b.family ? -1 : a.family > b.family ? 1 : a.channel < b.channel ? 1 : -1);
  show(byId("versions"), channels.length > 0 ? [timeline(channels, serverNow(), clock)] : [element("p", {className: "soft"}, "No channel names a version yet.")]);
  const moves = channels.flatMap(channel => channel.moves.map(move => ({...move, name: `${channel.family}#${channel.channel}`})));
  moves.sort((a, b) => b.at - a.at);
  show(byId("move-rows"), moves.map(move => element("tr", {}, cell(move.at ? clock(move.at) : "not noted"), cell(move.name),
    number(String(move.version)), cell(move.by + (move.pinned ? ", pinned" : "")), cell(move.reason))));
}

function showInstances() {
  const shown = [...fleet.instances.values()].sort((a, b) => a.status.instance < b.status.instance ? -1 : 1);
  const rows = shown.map(({status}) => {
    const state = status.state !== "stopped" && isSilent(status) ? "silent" : status.state;
    const memory = element("meter", {min: 0, max: status.memory.limitBytes, high: 0.9 * status.memory.limitBytes, value: status.memory.liveBytes});
    memory.setAttribute("aria-label", `${mib(status.memory.liveBytes)} of ${mib(status.memory.limitBytes)} MiB`);
    const replay = status.recovery.recordsToRestore + status.recovery.recordsToReplay;
    return element("tr", {}, element("th", {scope: "row"}, status.instance),
      cell(state, state === "running" ? "good" : state === "stopped" ? "" : "bad"), number(span(status.uptimeSeconds)),
      cell(status.partitions.join(" ")), number(rate(status.updatesPerSecond)), number(rate(status.coordinatesPerSecond)), number(count(status.lag)),
      cell(memory), number(span(status.snapshotAgeSeconds)),
      number(replay === 0 ? NONE : `${count(status.recovery.recordsToRestore)}, ${count(status.recovery.recordsToReplay)}`),
      element("td", {className: status.threads.alive < status.threads.configured ? "n bad" : "n"}, `${status.threads.alive} of ${status.threads.configured}`));
  });
  show(byId("instance-rows"), rows);
  const lines = shown.filter(i => i.rates.length > 1).slice(0, 8)
    .map(i => ({name: i.status.instance, points: i.rates.map(([at, y]) => [(at - serverNow()) / 60000, y])}));
  show(byId("rates"), lines.length > 0 ? [plot(lines, {x: "minutes from now", y: "coordinates/s", height: 180,
    describe: `Coordinates per second of ${lines.map(line => line.name).join("; ")}`})] : []);
}

function showHappenings() {
  const lines = fleet.happenings.slice().sort((a, b) => b.at - a.at).map(({at, kind, subject, text}) => element("li", {className: kind.toLowerCase()},
    element("time", {dateTime: new Date(at).toISOString()}, clock(at)), element("strong", {}, subject), " " + text));
  show(byId("happenings"), lines.length > 0 ? lines : [element("li", {}, "Nothing since this instance began to watch.")]);
}

function showAll() {
  if (chosen !== null && !fleet.jobs.has(chosen)) chosen = null;
  showNow(); showAlerts(); showJobs(); showLosses(); showVersions(); showInstances(); showHappenings();
}

// --- Beginning ---

byId("job-rows").addEventListener("click", event => {
  const job = event.target.closest("button")?.dataset.job;
  if (job !== undefined) { chosen = job; showAll(); }
});
byId("all").addEventListener("change", showAll);

function link(text, isLost) {
  byId("link").textContent = text;
  byId("link").className = isLost ? "lost" : "";
}

const source = new EventSource("events");
source.addEventListener("open", () => link("live", false));
source.addEventListener("error", () => link("connection lost, trying again", true));
source.addEventListener("fleet", event => { take(JSON.parse(event.data)); showAll(); });
setInterval(showAll, 5000);
