// Keeps a screen in a frame. A new one is loaded behind the one that is shown, and takes its place only when it has reported:
// so a reload that meets a dead server leaves the old picture where it was, and never the error page of the browser.

const patience = 15_000;
const lookEvery = 1000;
const frames = document.getElementById('frames');
const waiting = document.getElementById('waiting');
const address = `${location.pathname.replace(/\/$/, '')}/screen`;

let shown = null; // { frame, reportedAt }
let coming = null; // { frame, since }
let lookedAt = performance.now();
let triedAt = -Infinity;

const load = () => {
  if (coming) {
    return;
  }
  const frame = document.createElement('iframe');
  frame.title = 'Wall';
  frame.allow = 'autoplay';
  frame.className = 'frame coming';
  frame.inert = true;
  frame.src = address;
  frames.append(frame);
  triedAt = performance.now();
  coming = { frame, since: triedAt };
};

const giveUp = () => {
  coming.frame.remove();
  coming = null;
};

const take = () => {
  shown?.frame.remove();
  coming.frame.classList.remove('coming');
  coming.frame.inert = false;
  shown = { frame: coming.frame, reportedAt: performance.now() };
  coming = null;
};

addEventListener('message', event => {
  if (event.origin !== location.origin) {
    return;
  }
  const isReport = event.data === 'wall-alive' || event.data === 'wall-ready';
  if (coming && event.source === coming.frame.contentWindow) {
    // One that only lives is better than none, and worse than one that shows data.
    if (event.data === 'wall-ready' || (isReport && !shown)) {
      take();
    }
  } else if (shown && event.source === shown.frame.contentWindow) {
    if (isReport) {
      shown.reportedAt = performance.now();
    } else if (event.data === 'wall-reload') {
      load();
    }
  }
});

setInterval(() => {
  const now = performance.now();
  const stood = now - lookedAt - lookEvery;
  lookedAt = now;
  if (stood > lookEvery) {
    // This page stood still itself, and the screen with it: it is owed that time.
    if (shown) {
      shown.reportedAt += stood;
    }
    if (coming) {
      coming.since += stood;
    }
  }
  if (coming && now - coming.since > patience) {
    giveUp();
  }
  const isMissing = !shown || now - shown.reportedAt > patience;
  if (isMissing && !coming && now - triedAt > patience) {
    load();
  }
  waiting.hidden = shown !== null || now < 3000;
  waiting.textContent = 'Waiting for the server. This page tries again by itself.';
}, lookEvery);

load();
