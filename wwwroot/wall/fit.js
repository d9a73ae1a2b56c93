// How large the tiles are, and which fit: the failing ones first, and never smaller than can be read from four metres.
// All measures are in units of the wall, of which the longer side of a screen of 16:9 has a hundred.

const bold = 0.66; // Width of a letter of a name, for a size of one; a little more than most have.
const light = 0.6;
const gapFirst = 0.5;
const gapSecond = 0.35;
const between = 0.8;

// Size of the name, and lines of text under it. The last ones give up the text, then nothing is left to give up.
const firstSizes = [4.2, 3.9, 3.6, 3.4, 3.2, 3, 2.8, 2.6, 2.4, 2.25, 2.1, 1.95, 1.8, 1.7, 1.6, 1.5, 1.4, 1.3, 1.2].map(size => [size, 2]).concat([[1.3, 1], [1.2, 1], [1.15, 0]]);
const secondSizes = [3, 2.7, 2.4, 2.2, 2, 1.85, 1.7, 1.55, 1.45, 1.35, 1.25, 1.17, 1.1, 1.05, 1, 0.95, 0.9];
const comfortable = 1.4; // Failing tiles smaller than this are worth more than tiles that are OK.
const smallSecond = 1;

/** Statuses that can be collapsed into one tile, in the order in which they are. */
export const collapsible = ['o', 'w', 'c', 'r'];

/** What a failing tile of a size needs. */
export const firstTile = (size, lines, longestName) => {
  const text = Math.max(1.1, size * 0.62);
  const hasAddress = lines > 1 && size >= 1.6;
  return {
    size,
    letter: bold,
    text,
    lines,
    hasAddress,
    width: Math.max(longestName * bold * size + 2.6 * size, lines > 0 ? 16 * 0.6 * text + 1.4 * size : 8),
    height: 0.8 * size + 1.25 * size + (hasAddress ? 1.3 * text : 0) + lines * 1.3 * text,
    gap: lines > 0 ? gapFirst : gapSecond,
  };
};

const secondTile = (size, longestName) => ({ size, letter: light, width: longestName * light * size + 2.6 * size, height: 1.75 * size, gap: gapSecond });

const columnsOf = (tile, width) => Math.max(1, Math.floor((width + tile.gap) / (tile.width + tile.gap)));
const rowsIn = (tile, height) => Math.max(0, Math.floor((height + tile.gap) / (tile.height + tile.gap)));
const heightOf = (tile, rows) => (rows > 0 ? rows * (tile.height + tile.gap) - tile.gap : 0);

const place = (tile, width, count) => {
  const columns = columnsOf(tile, width);
  const rows = Math.ceil(count / columns);
  const real = (width - (columns - 1) * tile.gap) / columns;
  return { ...tile, columns, rows, count, real, used: heightOf(tile, rows) };
};

/** Letters of a name that a tile has room for, beside an icon or a badge of that many letters more. */
export const lettersIn = (placed, reserved = 0) => Math.max(4, Math.floor((placed.real - 2.4 * placed.size) / (placed.letter * placed.size)) - reserved);

const largestSecond = (width, height, count, longestName, least) => {
  for (const size of secondSizes) {
    const placed = place(secondTile(size, longestName), width, count);
    if (size >= least && placed.used <= height) {
      return placed;
    }
  }
  return null;
};

/**
 * Divides a room among failing tiles (failing: how many) and the others (counts by letter).
 * Gives the places of both, the statuses collapsed, and how many failing tiles are shown themselves.
 */
export const fit = (room, failing, others, longestName) => {
  const { width, height } = room;
  for (let level = 0; level <= collapsible.length; level++) {
    const collapsed = collapsible.slice(0, level).filter(status => others[status] > 1);
    if (level > 0 && !(others[collapsible[level - 1]] > 1)) {
      continue; // One tile in place of one, or of none, saves nothing.
    }
    const count = Object.entries(others).reduce((sum, [status, many]) => sum + (collapsed.includes(status) ? 1 : many), 0);
    const isLast = level === collapsible.length;
    for (const least of [smallSecond, 0]) {
      for (const [size, lines] of firstSizes) {
        if (failing > 0 && size < comfortable && count > collapsed.length && !isLast) {
          break;
        }
        const first = place(firstTile(size, lines, longestName), width, failing);
        const left = height - first.used - (failing > 0 && count > 0 ? between : 0);
        const second = count === 0 ? place(secondTile(smallSecond, longestName), width, 0) : largestSecond(width, left, count, longestName, least);
        if (first.used <= height && second) {
          return { first, second, collapsed: new Set(collapsed), shown: failing };
        }
        if (failing === 0) {
          break;
        }
      }
    }
  }

  // Not even the failing ones fit: the smallest tile that can be read, and the rest as a number.
  const collapsed = new Set(collapsible.filter(status => others[status] > 0));
  const second = place(secondTile(comfortable, longestName), width, collapsed.size);
  const [size, lines] = firstSizes.at(-1);
  const tile = firstTile(size, lines, longestName);
  const left = height - second.used - (collapsed.size > 0 ? between : 0);
  const room1 = Math.max(1, columnsOf(tile, width) * rowsIn(tile, left));
  const all = Math.min(failing, room1);
  return { first: place(tile, width, all), second, collapsed, shown: failing > room1 ? room1 - 1 : failing };
};
