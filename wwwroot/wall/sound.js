// Two short tones for newly failing devices, if the link asks for it, and not again at once.

const atMostEvery = 30_000;
const tones = [660, 880];
const length = 0.18;
const loudness = 0.2;

export const createSound = () => {
  let context = null;
  let playedAt = -Infinity;

  const wake = () => {
    try {
      context ??= new AudioContext();
    } catch {
      return; // No audio on this machine.
    }
    if (context.state === 'suspended') {
      context.resume().catch(() => {}); // The browser asks for a touch first; isBlocked tells the viewer.
    }
  };

  const play = (frequency, at) => {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(loudness, at + 0.02);
    volume.gain.linearRampToValueAtTime(0, at + length);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
  };

  return {
    /** Whether the browser keeps the sound back although it is wanted. */
    isBlocked(isWanted) {
      if (isWanted && context === null) {
        wake();
      }
      return isWanted && context?.state !== 'running';
    },

    play() {
      wake();
      if (context?.state !== 'running' || performance.now() - playedAt < atMostEvery) {
        return;
      }
      playedAt = performance.now();
      tones.forEach((frequency, i) => play(frequency, context.currentTime + i * length * 1.3));
    },
  };
};
