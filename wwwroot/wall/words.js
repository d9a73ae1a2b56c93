// Statuses, times and numbers in words. Everything the wall says about a device goes through plain().

const triangle = 'M12 3.5 2.5 20h19L12 3.5ZM12 10v4.5M12 17.2v.3';
const circle = 'M12 3a9 9 0 1 1 0 18 9 9 0 1 1 0-18';

/** Statuses in the order of the counters, by the letters of the feed. */
export const statuses = {
  f: { key: 'failed', word: 'Failed', icon: 'M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5ZM9 9l6 6M15 9l-6 6' },
  h: { key: 'held', word: 'Held', icon: triangle },
  l: { key: 'limited', word: 'Limited', icon: triangle },
  o: { key: 'ok', word: 'OK', icon: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12.2l2.8 2.8L16 9.4' },
  r: { key: 'running', word: 'Running', icon: 'M12 3a9 9 0 1 1-9 9' },
  w: { key: 'waiting', word: 'Waiting', icon: circle },
  c: { key: 'cancelled', word: 'Cancelled', icon: `${circle}M8 12h8` },
};

const longest = 200;
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Text that others chose, with what cannot be seen or turns the writing round shown as its number. */
export const plain = text => {
  const capped = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return capped.replace(unseen, mark => `\\u${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
};

const domain = /^([^.]*\p{L}[^.]*)\.[^.]+\..+$/u;

/** A name without its domain, which all devices of a place share. */
export const withoutDomain = name => domain.exec(name)?.[1] ?? name;

/** A long name without its domain, and without its middle if need be: names of one place often differ at the end only. */
export const shorten = (name, room) => {
  if (name.length <= room) {
    return name;
  }
  const host = withoutDomain(name);
  if (host.length < name.length) {
    return host.length < room ? `${host}…` : shorten(host, room);
  }
  const letters = Array.from(name);
  if (letters.length <= room) {
    return name;
  }
  const tail = Math.floor((room - 1) / 2);
  return `${letters.slice(0, Math.max(1, room - 1 - tail)).join('')}…${tail > 0 ? letters.slice(-tail).join('') : ''}`;
};

const grouped = new Intl.NumberFormat('en');
export const number = value => grouped.format(value);

export const devices = count => `${number(count)} ${count === 1 ? 'device' : 'devices'}`;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const year = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const timeOfDay = at => clock.format(at);

/** "14:02:31", and with its day when that is not the day of now. */
export const moment = (at, now) => {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) {
    return clock.format(date);
  }
  return `${(date.getFullYear() === today.getFullYear() ? day : year).format(date)}, ${clock.format(date)}`;
};

/** "4 s", "2 min", "3 h", "5 days". */
export const span = milliseconds => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  if (seconds < 48 * 3600) {
    const minutes = Math.floor(seconds / 60) % 60;
    return `${Math.floor(seconds / 3600)} h${minutes ? ` ${minutes} min` : ''}`;
  }
  return `${Math.floor(seconds / 86400)} days`;
};
