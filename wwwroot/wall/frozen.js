// A worker: it alone can still paint when the page's own thread stands still.

const frozenAfter = 10_000;
const lookEvery = 500;

let context = null;
let last = null;
let heardAt = performance.now();
let isPainted = false;

const paint = () => {
  const { canvas } = context;
  context.fillStyle = last.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = last.ink;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `700 ${Math.round(canvas.height * 0.5)}px ${last.font}`;
  context.fillText(last.words, canvas.width / 2, canvas.height / 2, canvas.width * 0.96);
};

const clear = () => context.clearRect(0, 0, context.canvas.width, context.canvas.height);

// A surface becomes part of the picture by its first frame, and again by each new size, and that takes the page's thread: so while it runs.
const prepare = ({ width, height }) => {
  const { canvas } = context;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    clear();
  }
};

addEventListener('message', ({ data }) => {
  if (data.surface) {
    context = data.surface.getContext('2d');
    return;
  }
  last = data;
  heardAt = performance.now();
  prepare(data);
  if (isPainted) {
    isPainted = false;
    clear();
  }
});

setInterval(() => {
  const isFrozen = context && last?.isVisible && performance.now() - heardAt >= frozenAfter;
  if (isFrozen && !isPainted) {
    isPainted = true;
    paint();
  }
}, lookEvery);
