// Plots as SVG elements. Colours are classes, so that light and dark and print have their own.

const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Round numbers between two, about that many. */
function ticks(low, high, wanted) {
  const raw = (high - low) / wanted || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(size => size >= raw);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step) found.push(at);
  return found;
}

/** Powers of ten between two logarithms, with 2 and 5 between where there are few. */
function logTicks(low, high) {
  const found = [];
  const steps = high - low > 2.5 ? [1] : high - low > 1 ? [1, 3] : [1, 2, 3, 5, 7];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const factor of steps) {
      const at = power + Math.log10(factor);
      if (at >= low && at <= high) found.push(at);
    }
  }
  return found.length >= 2 ? found : [low, high];
}

function short(x) {
  const size = Math.abs(x);
  if (x === 0) return "0";
  if (size >= 1e6) return `${+(x / 1e6).toPrecision(3)} M`;
  if (size >= 1e4) return `${+(x / 1e3).toPrecision(3)} k`;
  if (size < 1e-3) return x.toExponential(0);
  return String(+x.toPrecision(3));
}

/**
 * Lines over common axes, each named at its right end.
 * lines: [{name, points: [[x, y]], isFirst, isDashed}]
 */
export function plot(lines, {x, y, isLog = false, height = 300, describe}) {
  const width = 1200, left = 70, right = 260, top = 12, bottom = 40;
  const points = lines.flatMap(line => line.points);
  const isLogged = isLog && points.every(([, value]) => value > 0);
  const scale = value => isLogged ? Math.log10(value) : value;
  const xs = points.map(([at]) => at), ys = points.map(([, value]) => scale(value));
  const [xLow, xHigh] = [Math.min(...xs), Math.max(...xs)];
  let [yLow, yHigh] = [Math.min(...ys), Math.max(...ys)];
  if (!isLogged) yLow = Math.min(yLow, 0);
  if (yHigh === yLow) { yHigh += 0.5; yLow -= isLogged ? 0.5 : 0; }
  const toX = at => left + (at - xLow) / (xHigh - xLow || 1) * (width - left - right);
  const toY = value => top + (yHigh - scale(value)) / (yHigh - yLow) * (height - top - bottom);
  const drawn = svg("svg", {viewBox: `0 0 ${width} ${height}`, role: "img"}, svg("title", {}, describe));
  for (const at of isLogged ? logTicks(yLow, yHigh) : ticks(yLow, yHigh, 5)) {
    const value = isLogged ? 10 ** at : at;
    drawn.append(svg("line", {class: "grid", x1: left, x2: width - right, y1: toY(value), y2: toY(value)}),
      svg("text", {x: left - 8, y: toY(value) + 4, "text-anchor": "end"}, short(value)));
  }
  for (const at of ticks(xLow, xHigh, 8)) {
    drawn.append(svg("text", {x: toX(at), y: height - bottom + 18, "text-anchor": "middle"}, short(at)));
  }
  drawn.append(svg("line", {class: "frame", x1: left, x2: width - right, y1: height - bottom, y2: height - bottom}),
    svg("text", {x: (left + width - right) / 2, y: height - 4, "text-anchor": "middle"}, x),
    svg("text", {x: 14, y: (top + height - bottom) / 2, "text-anchor": "middle", transform: `rotate(-90 14 ${(top + height - bottom) / 2})`},
      isLogged ? y + ", log" : y));
  const ends = [];
  lines.forEach((line, i) => {
    if (line.points.length === 0) return;
    const weight = line.isFirst === undefined ? "" : (line.isFirst ? " thick" : " thin") + (line.isDashed ? " dashed" : "");
    drawn.append(svg("polyline", {class: `c${i % 8}${weight}`, points: line.points.map(([a, b]) => `${toX(a).toFixed(1)},${toY(b).toFixed(1)}`).join(" ")}));
    ends.push({name: line.name, i, y: toY(line.points[line.points.length - 1][1])});
  });
  ends.sort((a, b) => a.y - b.y);
  ends.forEach((end, k) => { if (k > 0) end.y = Math.max(end.y, ends[k - 1].y + 15); });
  ends.forEach((end, k) => { end.y = Math.min(end.y, height - bottom - 6 - 15 * (ends.length - 1 - k)); });
  ends.forEach(end => drawn.append(svg("text", {class: `c${end.i % 8}`, x: width - right + 10, y: end.y + 4}, end.name)));
  return drawn;
}

/** The course of a loss in a table's cell. */
export function spark(points, describe) {
  const width = 110, height = 22;
  if (points.length < 2) return svg("svg", {class: "spark", role: "img"}, svg("title", {}, describe + ": not known yet"));
  const isLogged = points.every(([, value]) => value > 0);
  const ys = points.map(([, value]) => isLogged ? Math.log(value) : value);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const [from, to] = [points[0][0], points[points.length - 1][0]];
  const path = points.map(([x], i) => `${((x - from) / (to - from || 1) * width).toFixed(1)},${(2 + (high - ys[i]) / (high - low || 1) * (height - 4)).toFixed(1)}`);
  return svg("svg", {class: "spark", viewBox: `0 0 ${width} ${height}`, role: "img"},
    svg("title", {}, `${describe}: from ${short(points[0][1])} to ${short(points[points.length - 1][1])}`), svg("polyline", {points: path.join(" ")}));
}

/** A lane per channel; moves are marked with the version, those back to an earlier one in red. */
export function timeline(channels, now, clock) {
  const width = 1200, left = 190, right = 40, lane = 44;
  const times = channels.flatMap(channel => channel.moves.map(move => move.at)).filter(at => at > 0);
  const from = Math.min(now - 60000, ...times), height = channels.length * lane + 30;
  const toX = at => left + (Math.max(at, from) - from) / (now - from) * (width - left - right);
  const words = channels.map(channel => `${channel.family}#${channel.channel} names version ${channel.moves[channel.moves.length - 1].version}`);
  const drawn = svg("svg", {viewBox: `0 0 ${width} ${height}`, role: "img"}, svg("title", {}, words.join("; ")));
  channels.forEach((channel, row) => {
    const y = row * lane + 26;
    drawn.append(svg("text", {x: left - 14, y: y + 4, "text-anchor": "end"}, `${channel.family}#${channel.channel}`),
      svg("line", {class: `lane ${channel.channel}`, x1: toX(channel.moves[0].at), x2: width - right, y1: y, y2: y}));
    let lastLabel = -100;
    channel.moves.forEach((move, i) => {
      const isBack = i > 0 && move.version < channel.moves[i - 1].version;
      const mark = svg("circle", {class: `move ${channel.channel}${isBack ? " back" : ""}`, cx: toX(move.at), cy: y, r: 6},
        svg("title", {}, `version ${move.version}, ${move.at ? clock(move.at) : "time not noted"}, by ${move.by || "nobody noted"}: ${move.reason}`));
      drawn.append(mark);
      if (toX(move.at) - lastLabel > 26) {
        drawn.append(svg("text", {class: "mark", x: toX(move.at), y: y - 11}, String(move.version)));
        lastLabel = toX(move.at);
      }
    });
  });
  for (let i = 0; i <= 4; i++) {
    const at = from + i / 4 * (now - from);
    drawn.append(svg("text", {x: toX(at), y: height - 6, "text-anchor": "middle"}, clock(at)));
  }
  return drawn;
}
