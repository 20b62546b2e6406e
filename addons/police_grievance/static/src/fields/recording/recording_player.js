import {_t} from "@web/core/l10n/translation";
import {Component, useExternalListener, useRef, useState} from "@odoo/owl";

// Seconds of a jump by key or button.
const JUMP = 5;
const SPEEDS = [1, 1.25, 1.5, 0.75];

/**
 * Plays a recording: its wave, a place to jump to anywhere in it, faster or slower.
 *
 * Nothing of it is fetched before somebody plays it: each time it is handed out is written down.
 *
 * Keys: space plays and pauses, left and right jump, Home and End go to its ends.
 */
export class RecordingPlayer extends Component {
    static template = "police_grievance.RecordingPlayer";
    static props = {
        url: String,
        wave: {type: [Object, {value: false}, {value: null}], optional: true},
        hotkey: {type: String, optional: true},
    };

    setup() {
        this.audio = useRef("audio");
        this.state = useState({
            at: 0,
            measured: 0,
            plays: false,
            isBroken: false,
            speed: 1,
        });
        useExternalListener(document, "play", (ev) => this.makeRoom(ev), {capture: true});
    }

    get bars() {
        const loudness = this.props.wave?.loudness || [];
        const path = loudness.map((size, place) => {
            const half = Math.max(1, size / 2);
            return `M${place + 0.5} ${50 - half}V${50 + half}`;
        });
        return {path: path.join(""), viewBox: `0 0 ${loudness.length || 1} 100`};
    }

    /** Its length; 0 where that is not known before it plays. */
    get seconds() {
        return this.state.measured || this.props.wave?.seconds || 0;
    }

    /** How much of the wave is drawn as played. */
    get played() {
        const share = this.seconds ? this.state.at / this.seconds : 0;
        return `clip-path: inset(0 ${100 - 100 * Math.min(share, 1)}% 0 0)`;
    }

    get place() {
        return `${this.clock(this.state.at)} / ${this.clock(this.seconds)}`;
    }

    get playTitle() {
        return this.state.plays ? _t("Pause") : _t("Play");
    }

    clock(seconds) {
        const whole = Math.floor(seconds);
        return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    }

    toggle() {
        const audio = this.audio.el;
        this.state.isBroken = false;
        return audio.paused ? audio.play().catch(() => this.onBroken()) : audio.pause();
    }

    jump(to) {
        this.state.at = Math.min(Math.max(to, 0), this.seconds);
        // Before it is fetched this says where it begins.
        this.audio.el.currentTime = this.state.at;
    }

    onSlide(ev) {
        this.jump(Number(ev.target.value));
    }

    nextSpeed() {
        this.state.speed = SPEEDS[(SPEEDS.indexOf(this.state.speed) + 1) % SPEEDS.length];
        this.audio.el.playbackRate = this.state.speed;
    }

    onKeydown(ev) {
        const keys = {
            ArrowLeft: () => this.jump(this.state.at - JUMP),
            ArrowRight: () => this.jump(this.state.at + JUMP),
            " ": () => this.toggle(),
        };
        const isPressed = ev.key === " " && ev.target.tagName === "BUTTON";
        if (keys[ev.key] && !isPressed) {
            ev.preventDefault();
            keys[ev.key]();
        }
    }

    /** Two at once are understood by nobody. */
    makeRoom(ev) {
        if (ev.target !== this.audio.el) {
            this.audio.el?.pause();
        }
    }

    onTime() {
        this.state.at = this.audio.el.currentTime;
    }

    onLength() {
        const seconds = this.audio.el.duration;
        if (Number.isFinite(seconds)) {
            this.state.measured = seconds;
        }
    }

    onBroken() {
        this.state.isBroken = true;
    }
}
