// Two tones in turn, as hertz, and how long each is, in seconds.
const TONES = [880, 660, 880, 660, 880, 660];
const LENGTH = 0.22;

/** Rings three times. Browsers keep silent until somebody has clicked or typed on the page. */
export function ringDanger() {
    const context = new AudioContext();
    const volume = context.createGain();
    volume.gain.value = 0.3;
    volume.connect(context.destination);
    TONES.forEach((hertz, index) => {
        const tone = context.createOscillator();
        tone.frequency.value = hertz;
        tone.connect(volume);
        tone.start(context.currentTime + index * LENGTH);
        tone.stop(context.currentTime + (index + 1) * LENGTH);
    });
    setTimeout(() => context.close(), (TONES.length + 1) * LENGTH * 1000);
}
