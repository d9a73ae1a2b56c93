// Gets what the server knows: over a stream as long as that speaks, by asking again and again otherwise, and never gives up.

const silent = 8000; // A stream that says nothing for so long, or an answer that takes so long, is lost.
const pollEvery = 3000;
const goneEvery = 5000;
const retryFirst = 1000;
const retryMost = 5000;
const pollsBeforeStream = 2;
const unknownFor = 5000; // A proxy that lost its server for a moment also says 404.
const mostPending = 64;

const newScreenId = () => Array.from(crypto.getRandomValues(new Uint8Array(9)), byte => byte.toString(16).padStart(2, '0')).join('');
const spread = milliseconds => milliseconds * (0.7 + 0.3 * Math.random());

/**
 * told.good(serverTime), told.snapshot(state), told.change(delta), told.build(build): good answers and what was in them.
 * told.gone(reason): revoked, expired or unknown. told.trouble(words): why there was no good answer.
 */
export const createFeed = (board, told) => {
  const screen = newScreenId();
  let source = null;
  let timer = 0;
  let watchdog = 0;
  let asking = null;
  let polls = pollsBeforeStream - 1; // The first load need not prove anything.
  let failures = 0;
  let turns = 0;
  let unknownSince = null;
  let isGone = false;
  let isSure = false; // Whether the board is what the server calls by its boot and revision.
  let missed = -1; // The revision of the last beat, if the board was behind it.
  let pending = null; // Changes that came while a snapshot was under way.

  const later = (milliseconds, what) => {
    clearTimeout(timer);
    timer = setTimeout(what, milliseconds);
  };

  const closeStream = () => {
    clearTimeout(watchdog);
    source?.close();
    source = null;
    pending = null;
    missed = -1;
  };

  const leave = reason => {
    closeStream();
    isGone = true;
    isSure = false;
    polls = pollsBeforeStream - 1;
    told.gone(reason);
    later(spread(goneEvery), poll);
  };

  const fail = words => {
    closeStream();
    polls = 0;
    told.trouble(words);
    later(isGone ? spread(goneEvery) : spread(Math.min(retryMost, retryFirst * 1.6 ** failures)), poll);
    failures = Math.min(failures + 1, 10);
  };

  const ask = async () => {
    asking?.abort();
    const abort = new AbortController();
    asking = abort;
    const limit = setTimeout(() => abort.abort(), silent);
    try {
      const answer = await fetch(`state?screen=${screen}`, { cache: 'no-store', signal: abort.signal, headers: isSure ? { 'If-None-Match': `"${board.boot}-${board.rev}"` } : {} });
      // The body is made once for each revision, so the time it was sent stands in the header.
      const sentAt = answer.headers.get('Date');
      if (answer.status === 304) {
        return { kind: 'same', sentAt };
      }
      if (answer.status === 200) {
        return { kind: 'state', sentAt, body: await answer.json() };
      }
      if (answer.status === 410) {
        return { kind: 'gone', body: await answer.json() };
      }
      return { kind: answer.status === 404 ? 'unknown' : 'trouble', words: answer.status === 503 ? 'The server is in trouble' : `The server answered ${answer.status}` };
    } catch {
      // Unreachable, too slow, or cut off in the middle: all the same from here.
      return { kind: 'trouble', words: abort.signal.aborted ? 'The server is too slow' : 'The server cannot be reached' };
    } finally {
      clearTimeout(limit);
      if (asking === abort) {
        asking = null;
      }
    }
  };

  const take = answer => {
    failures = 0;
    unknownSince = null;
    isGone = false;
    if (answer.kind === 'state') {
      told.build(answer.body.build);
      told.snapshot(answer.body);
      isSure = true;
    }
    told.good(answer.sentAt ?? answer.body?.now ?? null);
  };

  /** True when it was a good answer; anything else is dealt with here. */
  const settle = answer => {
    if (answer.kind === 'same' || answer.kind === 'state') {
      try {
        take(answer);
        return true;
      } catch (error) {
        // What cannot be understood must not stop the wall; it is asked for again.
        console.error(error);
        isSure = false;
        fail('The answer of the server was not understood');
        return false;
      }
    }
    if (answer.kind === 'gone') {
      unknownSince = null;
      told.build(answer.body.build);
      leave(answer.body.reason);
    } else if (answer.kind === 'unknown') {
      unknownSince ??= performance.now();
      if (isGone || board.wall === null || performance.now() - unknownSince >= unknownFor) {
        leave('unknown');
      } else {
        failures = 0;
        fail('The server does not know this link');
      }
    } else {
      unknownSince = null;
      fail(answer.words);
    }
    return false;
  };

  const poll = async () => {
    const turn = ++turns;
    const answer = await ask();
    if (turn !== turns || !settle(answer)) {
      return; // Overtaken by another, or dealt with.
    }
    polls++;
    if (polls >= pollsBeforeStream) {
      openStream();
    } else {
      later(pollEvery + 500 * Math.random(), poll);
    }
  };

  // A snapshot while the stream goes on.
  const refresh = async () => {
    if (pending) {
      return;
    }
    const mine = source;
    const kept = pending = [];
    const answer = await ask();
    if (source !== mine) {
      return; // The stream was given up meanwhile, and with it this wish.
    }
    pending = null;
    if (settle(answer)) {
      for (const delta of kept) {
        follow(delta);
      }
    }
  };

  const follow = delta => {
    if (pending) {
      if (pending.length < mostPending) {
        pending.push(delta);
      }
      return;
    }
    if (delta.rev <= board.rev) {
      return;
    }
    if (delta.rev !== board.rev + 1) {
      void refresh();
      return;
    }
    try {
      told.change(delta);
    } catch (error) {
      console.error(error);
      isSure = false; // It may have been taken in half.
      void refresh();
    }
  };

  const openStream = () => {
    closeStream();
    const query = new URLSearchParams({ boot: board.boot, rev: board.rev, screen });
    const stream = new EventSource(`events?${query}`);
    source = stream;
    const watch = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => fail('The stream fell silent'), silent);
    };
    const on = (name, what) => stream.addEventListener(name, event => {
      if (source !== stream) {
        return;
      }
      watch();
      let data;
      try {
        data = JSON.parse(event.data);
      } catch {
        fail('The answer of the server was not understood');
        return;
      }
      what(data);
    });
    const good = data => {
      failures = 0;
      told.good(data.now ?? null);
    };
    on('change', data => { good(data); follow(data); });
    on('reset', data => { good(data); void refresh(); });
    on('beat', data => {
      good(data);
      told.build(data.build);
      // One beat may overtake a change; two in a row mean that it was lost.
      if (data.boot !== board.boot || missed > board.rev) {
        void refresh();
      }
      missed = data.rev;
    });
    on('gone', data => leave(data.reason));
    // The browser would try again by itself, but says nothing of the status, and waits as it likes.
    stream.addEventListener('error', () => {
      if (source === stream) {
        fail('The stream was cut');
      }
    });
    watch();
  };

  return {
    start: () => void poll(),
    /** Asks at once: this machine may have slept, and what is known be old. */
    hurry: () => {
      closeStream();
      polls = pollsBeforeStream - 1;
      later(0, poll);
    },
  };
};
