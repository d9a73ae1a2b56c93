// Keeps a page that is never touched in good health: new builds, a fresh start each night, and no picture burnt into the screen.

const freshFor = 3000; // A reload is only tried when the server has answered this lately.
const buildWithin = 30_000;
const nightHour = 3;
const oldEnough = 2 * 3600_000; // A page of the same night is not loaded again.
const sleptFor = 5000;
const shiftEvery = 60_000;
const shifts = [[0, 0], [3, 1], [4, 4], [1, 3], [-2, 4], [-4, 1], [-3, -2], [0, -4], [3, -3]];

export const createCare = (age, reload) => {
  const startedAt = performance.now();
  const nightMinute = Math.floor(Math.random() * 60);
  const build = document.documentElement.dataset.build;
  let due = null; // When the page is to be loaded again, and why.
  let drift = Date.now() - performance.now();
  let shiftedAt = startedAt;
  let shift = 0;

  const want = (why, delay) => {
    due ??= { at: performance.now() + delay, why };
  };

  const checkNight = () => {
    const now = age.now();
    if (now === null || performance.now() - startedAt < oldEnough) {
      return;
    }
    const local = new Date(now);
    if (local.getHours() === nightHour && local.getMinutes() >= nightMinute) {
      want('night', 0);
    }
  };

  const moveABit = () => {
    if (performance.now() - shiftedAt >= shiftEvery) {
      shiftedAt = performance.now();
      shift = (shift + 1) % shifts.length;
      const [x, y] = shifts[shift];
      document.getElementById('shifted').style.translate = `${x}px ${y}px`;
    }
  };

  return {
    /** The server runs this build. */
    sawBuild(current) {
      if (current && current !== build) {
        want('build', Math.random() * buildWithin);
      }
    },

    /** The main thread stood still for long; what it missed is not known. */
    sawStall: () => want('stall', 0),

    /** To be called often. True when this machine seems to have slept: its clock went on, the monotonic one may not have. */
    look() {
      checkNight();
      moveABit();
      if (due && performance.now() >= due.at && age.hasHeard() && age.silence() < freshFor) {
        reload(due.why);
        due = null; // The keeper may have refused; then the reason comes up again.
      }
      const was = drift;
      drift = Date.now() - performance.now();
      return Math.abs(drift - was) > sleptFor;
    },
  };
};
